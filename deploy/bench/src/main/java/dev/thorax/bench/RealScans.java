package dev.thorax.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;

/** Reads the real X-rays beside the project: the data set cxr3. */
final class RealScans {
    static final Path SHARED = Path.of(System.getProperty("thorax.shared.data"));
    private static final Path DATA = SHARED.resolve("datasets/cxr3");
    private static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");

    private RealScans() {}

    /**
     * Reads all scans as {@code input} takes them.
     *
     * @param square whether only the central square of each scan is read
     */
    static Dataset read(InputSpec input, boolean square) throws IOException {
        List<LabelledScan> scans = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        for (String line : Files.readAllLines(DATA.resolve("manifest.csv"))) {
            String[] row = line.split(",");
            if (CLASSES.contains(row[1])) {
                Path file = DATA.resolve(row[0]);
                BufferedImage image = ImageIO.read(file.toFile());
                ScanMetadata metadata =
                        new ScanMetadata("image/jpeg", (int) Files.size(file), image.getWidth(), image.getHeight());
                scans.add(new LabelledScan(row[0], row[2], CLASSES.indexOf(row[1]), "", metadata));
                pixels.add(pixels(image, input, square));
            }
        }
        return new Dataset("cxr3", CLASSES, input, List.copyOf(scans), ScanPixels.of(pixels));
    }

    private static byte[] pixels(BufferedImage image, InputSpec input, boolean square) {
        int side = Math.min(image.getWidth(), image.getHeight());
        int width = square ? side : image.getWidth();
        int height = square ? side : image.getHeight();
        byte[] grey = (byte[]) image.getRaster()
                .getDataElements((image.getWidth() - width) / 2, (image.getHeight() - height) / 2, width, height, null);
        byte[] pixels = new byte[input.height() * input.width()];
        ModelInput.write(new GreyImage(width, height, grey), input, pixels, 0);
        return pixels;
    }
}
