package dev.thorax.network.testing;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Batch;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;


/** Real X-rays as a batch, read from beside the project; synthetic pictures where there are none. */
public final class RealImages {
    private static final Path FOLDER = Path.of(System.getProperty("thorax.shared.data"), "datasets/cxr3/PNEUMONIA");

    private RealImages() {}

    public static Batch orSynthetic(Architecture architecture, int size) {
        if (!Files.isDirectory(FOLDER)) {
            System.out.println("There are no real X-rays in " + FOLDER + "; synthetic pictures are used.");
            return Networks.batch(architecture, size, 3, 1);
        }
        int height = architecture.input().height();
        int width = architecture.input().width();
        byte[] images = new byte[size * height * width];
        List<Path> files = files();
        for (int i = 0; i < size; i++) {
            BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            small.createGraphics().drawImage(read(files.get(i)), 0, 0, width, height, null);
            byte[] pixels = (byte[]) small.getRaster().getDataElements(0, 0, width, height, null);
            System.arraycopy(pixels, 0, images, i * height * width, pixels.length);
        }
        return Batch.oneHot(images, new int[size], 3);
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage read(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
