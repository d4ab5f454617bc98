package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MaskTest {
    @ParameterizedTest
    @CsvSource({"png, 10", "png, 12", "png, 5", "jpg, 10", "jpg, 5"})
    void shouldBeBlackAndWhiteInEachFormat(String format, int type) throws Exception {
        GreyImage mask = ImageDecoder.decodeMask(half(format, 200, 100, type)).image();

        assertThat(mask.width()).isEqualTo(200);
        assertThat(mask.height()).isEqualTo(100);
        for (int i = 0; i < mask.pixels().length; i++) {
            int column = i % 200;
            if (column < 90 || column > 110) {
                assertThat(mask.pixels()[i] & 0xFF).isEqualTo(column < 100 ? 0 : 255);
            }
            assertThat(mask.pixels()[i] & 0xFF).isIn(0, 255);
        }
    }

    @Test
    void shouldHaveTheSizeOfTheCanonicalImage() throws Exception {
        GreyImage mask = ImageDecoder.decodeMask(half("png", 1024, 800, BufferedImage.TYPE_BYTE_GRAY))
                .image();
        GreyImage image = ImageDecoder.decode(ramp(1024, 800)).image();

        assertThat(mask.width()).isEqualTo(image.width()).isEqualTo(512);
        assertThat(mask.height()).isEqualTo(image.height()).isEqualTo(400);
        assertThat(mask.pixels()[255]).isZero();
        assertThat(mask.pixels()[256] & 0xFF).isEqualTo(255);
    }

    @Test
    void shouldRefuseSixteenBits() throws Exception {
        assertThat(refused(half("png", 64, 64, BufferedImage.TYPE_USHORT_GRAY)))
                .isEqualTo(RejectionReason.FORMAT_NOT_SUPPORTED);
    }

    @Test
    void shouldRefuseAMaskThatMarksNothingOrEverything() throws Exception {
        BufferedImage black = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage ones = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage white = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64 * 64; i++) {
            ones.getRaster().setSample(i % 64, i / 64, 0, i % 2);
            white.getRaster().setSample(i % 64, i / 64, 0, 255);
        }

        for (BufferedImage mask : new BufferedImage[] {black, ones, white}) {
            assertThat(refused(file("png", mask))).isEqualTo(RejectionReason.BLANK);
        }
    }

    @Test
    void shouldKeepTheLimitsOfAScan() throws Exception {
        assertThat(refused(new byte[0])).isEqualTo(RejectionReason.EMPTY);
        assertThat(refused(new byte[] {1, 2, 3, 4})).isEqualTo(RejectionReason.NOT_AN_IMAGE);
        assertThat(refused(half("png", 20, 20, BufferedImage.TYPE_BYTE_GRAY))).isEqualTo(RejectionReason.TOO_SMALL);
    }

    private static RejectionReason refused(byte[] file) {
        UnacceptableScanException refused =
                catchThrowableOfType(UnacceptableScanException.class, () -> ImageDecoder.decodeMask(file));
        assertThat(refused).isNotNull();
        return refused.reason();
    }

    private static byte[] half(String format, int width, int height, int type) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = width / 2; x < width; x++) {
                image.setRGB(x, y, 0xFFFFFF | 0xFF000000);
            }
        }
        return file(format, image);
    }

    private static byte[] ramp(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, i % width * 255 / width);
        }
        return file("png", image);
    }

    private static byte[] file(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, file)).isTrue();
        return file.toByteArray();
    }
}
