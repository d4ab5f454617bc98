package dev.thorax.training.audit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Assumptions;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.model.InputSpec;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.LabelledScan;
import dev.thorax.training.dataset.Metadata;

/** The real X-rays beside the project. */
final class Cxr3 {
    private static final Path DATA = Path.of(System.getProperty("thorax.shared.data"), "datasets/cxr3");
    private static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");

    private Cxr3() {}

    /** All scans as {@code input} takes them; ends the test as skipped where they are not there. */
    static Dataset orSkip(InputSpec input) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "There are no real X-rays in " + DATA + ".");
        List<LabelledScan> scans = Files.readAllLines(DATA.resolve("manifest.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(row -> scan(DATA.resolve(row[0]), row[1], row[2], input))
                .toList();
        return new Dataset("cxr3", CLASSES, input, scans);
    }

    /** {@code k} folds; each patient is in the test part of exactly one. */
    static List<Holdout> folds(Dataset dataset, int k) {
        Map<String, Integer> folds = new HashMap<>();
        int[] next = new int[CLASSES.size()];
        List<LabelledScan> order = new ArrayList<>(dataset.scans());
        Collections.shuffle(order, new Random(1));
        order.forEach(scan -> folds.computeIfAbsent(scan.patient(), patient -> next[scan.label()]++ % k));
        return IntStream.range(0, k)
                .mapToObj(fold -> new Holdout(part(dataset, folds, fold, false), part(dataset, folds, fold, true)))
                .toList();
    }

    private static int[] part(Dataset dataset, Map<String, Integer> folds, int fold, boolean test) {
        return IntStream.range(0, dataset.scans().size())
                .filter(i -> (folds.get(dataset.scans().get(i).patient()) == fold) == test)
                .toArray();
    }

    private static LabelledScan scan(Path file, String label, String patient, InputSpec input) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            int width = image.getWidth();
            int height = image.getHeight();
            byte[] grey = (byte[]) image.getRaster().getDataElements(0, 0, width, height, null);
            byte[] pixels = new byte[input.height() * input.width()];
            ModelInput.write(new GreyImage(width, height, grey), input, pixels, 0);
            Metadata metadata = new Metadata(width, height, "image/jpeg", (int) Files.size(file));
            return new LabelledScan(
                    file.getFileName().toString(), patient, CLASSES.indexOf(label), "", pixels, metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
