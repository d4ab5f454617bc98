package dev.thorax.imaging.decode;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes in, it is decoded or refused with a sentence, and nothing else happens. */
class HostileFilesTest {
    private static final String[] STARTS = {
        "", "\u0089PNG\r\n\u001a\n", "\u00ff\u00d8\u00ff", "RIFF\u0040\0\0\0WEBPVP8X", "II*\0\u0008\0\0\0", "MM\0*"
    };

    @Property(tries = 2000)
    void shouldAnswerToAnyBytes(@ForAll byte[] noise, @ForAll("starts") String start) throws IOException {
        byte[] begin = start.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] file = Arrays.copyOf(begin, begin.length + noise.length);
        System.arraycopy(noise, 0, file, begin.length, noise.length);

        decodeOrRefuse(file);
    }

    @Property(tries = 1500)
    void shouldAnswerToADamagedFile(@ForAll("files") byte[] good, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] file = good.clone();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int range = random.nextBoolean() ? Math.min(600, file.length) : file.length;
            int at = random.nextInt(range);
            file[random.nextInt(3) == 0 ? file.length - 1 - at : at] = (byte) random.nextInt();
        }

        decodeOrRefuse(random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file);
    }

    @Provide
    Arbitrary<String> starts() {
        return Arbitraries.of(STARTS);
    }

    @Provide
    Arbitrary<byte[]> files() throws IOException {
        byte[] webp = Intake.file("good/normal-webp.webp");
        byte[] rotated = Intake.file("good/normal-jpeg-exif-rotated.jpg");
        GreyImage grey = Pictures.canonical(Pictures.gradient(80, 60));
        return Arbitraries.of(
                Pictures.encode(Pictures.gradient(80, 60), "png"),
                Pictures.encode(Pictures.gradient(80, 60), "jpg"),
                Pictures.encode(Pictures.gradient(80, 60), "tif"),
                HandmadeTiff.tiles(grey, 8, HandmadeTiff.WHITE_IS_ZERO, 32).bytes(),
                HandmadeTiff.strips(grey, 16, HandmadeTiff.WHITE_IS_ZERO, 16).bytes(),
                Intake.file("good/normal-jpeg-progressive.jpg"),
                webp,
                rotated);
    }

    private static void decodeOrRefuse(byte[] file) {
        try {
            GreyImage image = ImageDecoder.decode(file).image();
            assertThat(Math.max(image.width(), image.height())).isLessThanOrEqualTo(ImageDecoder.LONG_SIDE);
        } catch (UnacceptableScanException e) {
            assertThat(e).hasMessageMatching("[A-Z].{20,}\\.");
        }
    }
}
