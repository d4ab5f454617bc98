package dev.thorax.onnx.lungs;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.onnx.lungs.LungSearch.Found;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The rule, on the lungs that people drew on real films, at the resolution of a lung finder. */
class RealMasksTest {
    private static final Path MASKS =
            Path.of(System.getProperty("thorax.shared.data")).resolve("datasets/lungs/masks");
    private static final int SIDE = 64;
    private static final InputSpec INPUT = new InputSpec(SIDE, SIDE, Interpolation.AREA);

    @BeforeAll
    static void needFilms() {
        assumeThat(MASKS).as("the films with lung masks beside the project").isDirectory();
    }

    @Test
    void shouldFindTwoLungsThatPeopleDrew() throws IOException {
        List<GreyImage> masks = masks();

        long found =
                masks.stream().filter(mask -> search(mask) instanceof Found).count();

        assertThat(masks).hasSize(150);
        assertThat(found / 150.0).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void shouldPutTheSquareAroundAllOfTheLungs() throws IOException {
        for (GreyImage mask : masks()) {
            if (search(mask) instanceof Found lungs) {
                assertThat(outside(mask, lungs.box())).isLessThan(0.02);
            }
        }
    }

    private static LungSearch search(GreyImage mask) {
        byte[] small = new byte[SIDE * SIDE];
        ModelInput.write(mask, INPUT, small, 0);
        float[] probabilities = new float[small.length];
        for (int i = 0; i < small.length; i++) {
            probabilities[i] = (small[i] & 0xFF) / 255f;
        }
        return LungFinder.judge(probabilities, SIDE, SIDE, mask.width(), mask.height());
    }

    /** Returns the share of a mask that a box leaves out. */
    private static double outside(GreyImage mask, SquareBox box) {
        int all = marked(mask.pixels());
        return (all - marked(box.cut(mask).pixels())) / (double) all;
    }

    private static int marked(byte[] pixels) {
        int marked = 0;
        for (byte pixel : pixels) {
            marked += (pixel & 0xFF) > 127 ? 1 : 0;
        }
        return marked;
    }

    private static List<GreyImage> masks() throws IOException {
        try (Stream<Path> files = Files.list(MASKS)) {
            return files.sorted().map(RealMasksTest::read).toList();
        }
    }

    private static GreyImage read(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            byte[] pixels = (byte[]) image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
            return new GreyImage(image.getWidth(), image.getHeight(), pixels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
