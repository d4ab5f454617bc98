package dev.thorax.worker.job;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Assumptions;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;

/** The real X-rays beside the project. */
public final class Cxr3 {
    private static final Path DATA = Path.of(System.getProperty("thorax.shared.data"), "datasets/cxr3");
    private static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");

    private Cxr3() {}

    /** All scans as {@code input} takes them; ends the test as skipped where they are not there. */
    public static Dataset orSkip(InputSpec input) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "There are no real X-rays in " + DATA + ".");
        List<String[]> rows = Files.readAllLines(DATA.resolve("manifest.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
        return new Dataset(
                "cxr3",
                CLASSES,
                input,
                rows.stream().map(Cxr3::scan).toList(),
                ScanPixels.of(rows.stream().map(row -> pixels(row, input)).toList()));
    }

    private static Path file(String[] row) {
        return DATA.resolve(row[0]);
    }

    private static LabelledScan scan(String[] row) {
        try {
            BufferedImage image = ImageIO.read(file(row).toFile());
            ScanMetadata metadata =
                    new ScanMetadata("image/jpeg", (int) Files.size(file(row)), image.getWidth(), image.getHeight());
            return new LabelledScan(row[0], row[2], CLASSES.indexOf(row[1]), "", metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pixels(String[] row, InputSpec input) {
        try {
            BufferedImage image = ImageIO.read(file(row).toFile());
            int width = image.getWidth();
            int height = image.getHeight();
            byte[] grey = (byte[]) image.getRaster().getDataElements(0, 0, width, height, null);
            byte[] pixels = new byte[input.height() * input.width()];
            ModelInput.write(new GreyImage(width, height, grey), input, pixels, 0);
            return pixels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
