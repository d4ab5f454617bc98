package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImageDecoderTest {
    @ParameterizedTest
    @CsvSource({
        "normal-png-16bit.png, image/png, 512, 0.6",
        "normal-png-palette.png, image/png, 512, 0.1",
        "normal-tiff.tif, image/tiff, 512, 0.1",
        "normal-webp.webp, image/webp, 512, 2",
        "normal-jpeg-3000x2500.jpg, image/jpeg, 512, 2",
        "normal-jpeg-cmyk.jpg, image/jpeg, 512, 2",
        "normal-jpeg-progressive.jpg, image/jpeg, 512, 2",
    })
    void shouldMakeTheSameImageOfEveryFileOfOneRadiograph(String name, String mediaType, int width, double bound)
            throws UnacceptableScanException {
        // Given
        GreyImage base =
                ImageDecoder.decode(Intake.file("good/normal-png-l-1.png")).image();

        // When
        DecodedScan scan = ImageDecoder.decode(Intake.file("good/" + name));

        // Then
        assertThat(scan.mediaType()).isEqualTo(mediaType);
        assertThat(scan.image().width()).isEqualTo(width);
        GreyImage fitted = Pictures.stretch(scan.image(), base.width(), base.height());
        assertThat(Intake.difference(base, fitted)).isLessThan(bound);
    }

    @Test
    void shouldTurnAPictureAsItsExifOrientationSays() throws UnacceptableScanException {
        // Given: the file stores the radiograph as it lies and asks to be turned clockwise by a quarter (orientation 6)
        GreyImage base =
                ImageDecoder.decode(Intake.file("good/normal-png-l-1.png")).image();

        // When
        GreyImage turned = ImageDecoder.decode(Intake.file("good/normal-jpeg-exif-rotated.jpg"))
                .image();

        // Then
        assertThat(Intake.difference(Pictures.clockwise(base), turned)).isLessThan(2);
    }

    @Test
    void shouldAgreeWithAnIndependentDecoderOnEveryGoodFile() throws Exception {
        for (Path file : Intake.files("intake/good")) {
            // Given: turned and CMYK pictures and WebP are not what ImageIO reads; the test above covers them
            String name = file.getFileName().toString();
            if (name.contains("exif-rotated") || name.contains("cmyk") || name.endsWith(".webp")) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(file);
            BufferedImage reference = ImageIO.read(new ByteArrayInputStream(bytes));

            // When
            GreyImage image = ImageDecoder.decode(bytes).image();

            // Then
            assertThat(Intake.difference(image, Pictures.canonical(reference)))
                    .as(name)
                    .isLessThan(1.5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bad/empty.png, EMPTY",
        "bad/truncated.png, TRUNCATED",
        "bad/bitflips.png, CORRUPT",
        "bad/header-only.jpg, TRUNCATED",
        "bad/html-as-jpeg.jpg, NOT_AN_IMAGE",
        "bad/not-an-image.png, NOT_AN_IMAGE",
        "bad/too-small-4x4.png, TOO_SMALL",
        "bad/bomb-30000x30000.png, TOO_MANY_PIXELS",
        "bad/truncated.dcm, FORMAT_NOT_SUPPORTED",
        "dicom/cr-8bit-mono2-implicit.dcm, FORMAT_NOT_SUPPORTED",
        "dicom/dx-12bit-rle.dcm, FORMAT_NOT_SUPPORTED",
    })
    void shouldRefuseABadFileWithASentence(String name, RejectionReason reason) {
        byte[] file = Intake.file(name);

        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .isInstanceOf(UnacceptableScanException.class)
                .hasMessageMatching("[A-Z].{20,}\\.")
                .extracting(e -> ((UnacceptableScanException) e).reason())
                .isEqualTo(reason);
    }

    @Test
    void shouldSayOfADicomFileThatDicomIsNotReadYet() {
        byte[] file = Intake.file("dicom/dx-12bit-mono2-explicit.dcm");

        assertThatThrownBy(() -> ImageDecoder.decode(file)).hasMessageContaining("does not read DICOM yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "tif"})
    void shouldRefuseAFileThatIsCutAnywhere(String format) throws IOException {
        byte[] whole = Pictures.encode(Pictures.gradient(64, 48), format);

        // A file that lacks only its end is whole: FFD9 of a JPEG, IEND of a PNG.
        int ends = format.equals("png") ? 12 : format.equals("jpg") ? 2 : 0;
        for (int length = 1; length < whole.length - ends; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ImageDecoder.decode(cut))
                    .as("the first %d bytes", length)
                    .isInstanceOf(UnacceptableScanException.class);
        }
    }

    @Test
    void shouldRefuseAFileOverTheLimit() {
        byte[] file = new byte[ImageDecoder.MAX_BYTES + 1];

        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .hasMessageContaining("32 MiB")
                .extracting(e -> ((UnacceptableScanException) e).reason())
                .isEqualTo(RejectionReason.TOO_LARGE);
    }

    @Test
    void shouldRefuseAStrip() throws IOException {
        byte[] strip = Pictures.encode(Pictures.gradient(640, 33), "png");

        assertThatThrownBy(() -> ImageDecoder.decode(strip)).hasMessageContaining("strip");
    }

    @Test
    void shouldLeaveASmallPictureAsItIs() throws Exception {
        BufferedImage picture = Pictures.gradient(100, 60);

        GreyImage image = ImageDecoder.decode(Pictures.encode(picture, "png")).image();

        assertThat(image).isEqualTo(new GreyImage(100, 60, image.pixels()));
        assertThat(image.pixels()).isEqualTo(Pictures.canonical(picture).pixels());
    }

    @Test
    void shouldLayTransparentPixelsOverBlackUnlessAllAre() throws Exception {
        BufferedImage half = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        BufferedImage none = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 64 * 64; i++) {
            int level = 200 - i / 128;
            half.setRGB(i % 64, i / 64, i % 64 < 32 ? 0x00ffffff : 0xff000000 | level * 0x10101);
            none.setRGB(i % 64, i / 64, level * 0x10101);
        }

        GreyImage halfSeen = ImageDecoder.decode(Pictures.encode(half, "png")).image();
        GreyImage noneSeen = ImageDecoder.decode(Pictures.encode(none, "png")).image();

        assertThat(halfSeen.pixels()[0] & 0xff).isZero();
        assertThat(halfSeen.pixels()[40] & 0xff).isEqualTo(200);
        assertThat(noneSeen.pixels()[0] & 0xff).isEqualTo(200);
    }

    @Test
    void shouldTakeTwelveBitsInSixteenForWhatTheyAre() throws Exception {
        BufferedImage twelve = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 64 * 64; i++) {
            twelve.getRaster().setSample(i % 64, i / 64, 0, i);
        }

        GreyImage image = ImageDecoder.decode(Pictures.encode(twelve, "png")).image();

        assertThat(image.pixels()[64 * 64 - 1] & 0xff).isEqualTo(255);
        assertThat(image.pixels()[64 * 32] & 0xff).isEqualTo(128);
    }

    @Test
    void shouldDecodeEveryRadiographOfTheDataSet() throws Exception {
        for (Path file : Intake.files("datasets/cxr3")) {
            if (!file.toString().endsWith(".csv") && !file.toString().endsWith(".md")) {
                assertThat(ImageDecoder.decode(Files.readAllBytes(file)).image().width())
                        .as(file.toString())
                        .isBetween(32, ImageDecoder.LONG_SIDE);
            }
        }
    }

    @Test
    void shouldNotKeepNativeMemory() throws Exception {
        byte[] file = Pictures.encode(Pictures.gradient(600, 500), "png");
        ImageDecoder.decode(file);
        ByteArrayOutputStream unused = new ByteArrayOutputStream();
        long before = org.bytedeco.javacpp.Pointer.totalBytes();

        for (int i = 0; i < 50; i++) {
            unused.reset();
            unused.write(CanonicalImage.toPng(ImageDecoder.decode(file).image()));
        }

        assertThat(org.bytedeco.javacpp.Pointer.totalBytes() - before).isLessThan(100_000);
    }
}
