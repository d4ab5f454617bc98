package dev.thorax.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.imaging.GreyImage;
import dev.thorax.local.csv.CsvTable;
import dev.thorax.onnx.lungs.NetworkInput;
import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.SeenLungs;

/** Reads the real X-rays beside the project, from the folders of {@code ../shared/datasets} that have classes. */
final class RealScans {
    static final Path SHARED = Path.of(System.getProperty("thorax.shared.data"));
    private static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");

    /** The column of a manifest that has the source of each scan. */
    private static final Map<String, String> COLUMNS = Map.of("cohen", "location");
    /** The source of each scan of a folder, or of its class there, where no column has it (the README beside the folders). */
    private static final Map<String, String> CONSTANTS = Map.of(
            "cxr3/COVID-19", "web", "cxr3", "nih", "radio/COVID-19", "valencia", "radio", "nih", "figure1", "figure1");

    private RealScans() {}

    /**
     * Reads all scans of the data set cxr3 as {@code input} takes them.
     *
     * @param square whether only the central square of each scan is read
     */
    static Dataset read(InputSpec input, boolean square) throws IOException {
        try (Preprocessor preprocessor = Preprocessor.of(input)) {
            return read(List.of("cxr3"), preprocessor, square);
        }
    }

    /**
     * Reads all scans of the folders named {@code names}, each with its source, as {@code preprocessor} makes them. Other classes are
     * left out.
     */
    static Dataset read(List<String> names, Preprocessor preprocessor, boolean square) throws IOException {
        InputSpec input = preprocessor.input();
        List<LabelledScan> scans = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        List<SeenLungs> lungs = new ArrayList<>();
        for (String name : names) {
            Path folder = SHARED.resolve("datasets").resolve(name);
            CsvTable table = CsvTable.read(Files.readAllBytes(folder.resolve("manifest.csv")));
            for (List<String> row : table.rows()) {
                String label = row.get(table.column("label"));
                if (CLASSES.contains(label)) {
                    Path file = folder.resolve(row.get(table.column("file")));
                    BufferedImage image = ImageIO.read(file.toFile());
                    ScanMetadata metadata = new ScanMetadata(
                            "image/jpeg",
                            (int) Files.size(file),
                            image.getWidth(),
                            image.getHeight(),
                            null,
                            null,
                            source(name, label, table, row));
                    scans.add(new LabelledScan(
                            name + "/" + row.get(table.column("file")),
                            row.get(table.column("patient")),
                            CLASSES.indexOf(label),
                            "",
                            metadata));
                    GreyImage grey = grey(image, square);
                    Optional<NetworkInput> seen = preprocessor.prepare(grey);
                    pixels.add(
                            seen.map(NetworkInput::pixels).orElseGet(() -> new byte[input.height() * input.width()]));
                    lungs.add(seen.map(found -> new SeenLungs(found.lungs(), grey.width(), grey.height()))
                            .orElse(null));
                }
            }
        }
        return new Dataset(
                String.join(" and ", names),
                CLASSES,
                input,
                List.copyOf(scans),
                ScanPixels.of(pixels),
                input.fit() == Fit.LUNGS ? lungs : null);
    }

    /** Returns the scans that are labelled PNEUMONIA here, and Normal by the radiologists of RSNA's pneumonia set. */
    static Set<String> contradictedByReaders() throws IOException {
        CsvTable table = CsvTable.read(Files.readAllBytes(SHARED.resolve("datasets/label_check_rsna.csv")));
        return table.rows().stream()
                .filter(row -> row.get(table.column("label_here")).equals("PNEUMONIA")
                        && row.get(table.column("rsna")).endsWith("Normal"))
                .map(row -> row.get(table.column("file")))
                .collect(Collectors.toSet());
    }

    /** Returns the name of the folder that {@code scan} was read from. */
    static String folder(LabelledScan scan) {
        return scan.scanId().substring(0, scan.scanId().indexOf('/'));
    }

    /** The hospital or site of a scan, or null if it is not known. */
    private static String source(String name, String label, CsvTable table, List<String> row) {
        if (COLUMNS.containsKey(name)) {
            String source = row.get(table.column(COLUMNS.get(name)));
            return source.isBlank() ? null : source;
        }
        return CONSTANTS.getOrDefault(name + "/" + label, CONSTANTS.get(name));
    }

    private static GreyImage grey(BufferedImage image, boolean square) {
        int side = Math.min(image.getWidth(), image.getHeight());
        int width = square ? side : image.getWidth();
        int height = square ? side : image.getHeight();
        byte[] grey = (byte[]) image.getRaster()
                .getDataElements((image.getWidth() - width) / 2, (image.getHeight() - height) / 2, width, height, null);
        return new GreyImage(width, height, grey);
    }
}
