package dev.thorax.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.local.csv.CsvTable;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.Splitter;
import dev.thorax.worker.segmentation.MaskedDataset;

/** Reads real films with lung masks, and films of other sources without, from the folders of {@code ../shared/datasets}. */
final class RealFilms {
    private static final Path DATASETS = RealScans.SHARED.resolve("datasets");

    private RealFilms() {}

    /**
     * A film without a mask.
     *
     * @param file its name in its folder
     * @param label its class there
     */
    record Film(String file, String label, GreyImage image) {}

    /** Reads the films of the folder {@code lungs} with their masks at the size of {@code input}. */
    static MaskedDataset withMasks(InputSpec input) throws IOException {
        Path folder = DATASETS.resolve("lungs");
        CsvTable table = CsvTable.read(Files.readAllBytes(folder.resolve("manifest.csv")));
        List<LabelledScan> scans = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        List<byte[]> masks = new ArrayList<>();
        for (List<String> row : table.rows()) {
            String file = row.get(table.column("file"));
            GreyImage image = read(folder.resolve(file));
            GreyImage mask = read(folder.resolve(row.get(table.column("mask"))));
            if (image.width() != mask.width() || image.height() != mask.height()) {
                throw new IllegalStateException("The film " + file + " and its mask have different sizes.");
            }
            ScanMetadata metadata = new ScanMetadata("image/jpeg", 0, image.width(), image.height());
            scans.add(new LabelledScan(file, row.get(table.column("patient")), 0, "", metadata));
            pixels.add(squeezed(image, input));
            masks.add(squeezed(mask, input));
        }
        Dataset dataset = new Dataset("lungs", List.of("LUNGS"), input, List.copyOf(scans), ScanPixels.of(pixels));
        return new MaskedDataset(dataset, ScanPixels.of(masks));
    }

    /** Returns the patients from whom the lung finder of that seed learned: those of its training and its validation part. */
    static Set<String> learned(InputSpec input, long seed) throws IOException {
        Dataset dataset = withMasks(input).dataset();
        Split split = Splitter.split(dataset, seed);
        return Stream.of(split.training(), split.validation())
                .flatMapToInt(Arrays::stream)
                .mapToObj(i -> dataset.scans().get(i).patient())
                .collect(Collectors.toSet());
    }

    /** Reads the films of a folder. */
    static List<Film> of(String name) throws IOException {
        Path folder = DATASETS.resolve(name);
        CsvTable table = CsvTable.read(Files.readAllBytes(folder.resolve("manifest.csv")));
        List<Film> films = new ArrayList<>();
        for (List<String> row : table.rows()) {
            String file = row.get(table.column("file"));
            films.add(new Film(file, row.get(table.column("label")), read(folder.resolve(file))));
        }
        return films;
    }

    private static byte[] squeezed(GreyImage image, InputSpec input) {
        byte[] pixels = new byte[input.height() * input.width()];
        ModelInput.write(image, input, pixels, 0);
        return pixels;
    }

    private static GreyImage read(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image.getRaster().getNumBands() != 1 || image.getSampleModel().getSampleSize(0) != 8) {
            throw new IllegalStateException("The picture " + file + " is not 8-bit grey.");
        }
        byte[] grey = (byte[]) image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
        return new GreyImage(image.getWidth(), image.getHeight(), grey);
    }
}
