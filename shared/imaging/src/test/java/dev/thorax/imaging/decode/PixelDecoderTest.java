package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.GreyWindow;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PixelDecoderTest {
    private static final CanonicalVersions ALL = new CanonicalVersions(1, CanonicalImage.VERSION);
    private static final CanonicalVersions LATEST =
            new CanonicalVersions(CanonicalImage.VERSION, CanonicalImage.VERSION);

    @Test
    void shouldKeepAPictureOfEightBitsThatIsSmallEnough() throws Exception {
        BufferedImage picture = Pictures.gradient(40, 36);

        DecodedScan scan = ImageDecoder.decode(Pictures.encode(picture, "png"));

        assertThat(scan.image().width()).isEqualTo(40);
        assertThat(scan.image().pixels()).isEqualTo(Pictures.canonical(picture).pixels());
        assertThat(scan.window()).isNull();
        assertThat(scan.canonical()).isEqualTo(ALL);
    }

    /** A ramp whose last pixel has the given value. Version 1 took the bits of the largest value. */
    @ParameterizedTest
    @CsvSource({
        "1000, 1023, 0, 1023, true",
        "4000, 4095, 0, 4095, true",
        "16000, 16383, 0, 16383, true",
        "65000, 65535, 0, 65535, true",
        "4000, 65535, 0, 4095, false",
        "2500, 2500, 0, 2500, false"
    })
    void shouldRecordTheWindowAndWhetherVersionOneHadIt(int end, int last, int low, int high, boolean same)
            throws Exception {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 4096; i++) {
            picture.getRaster().setSample(i % 64, i / 64, 0, i == 4095 ? last : (int) ((long) i * end / 4095));
        }

        DecodedScan scan = ImageDecoder.decode(Pictures.encode(picture, "png"));

        assertThat(scan.window()).isEqualTo(new GreyWindow(low, high));
        assertThat(scan.canonical()).isEqualTo(same ? ALL : LATEST);
        assertThat(scan.image().pixels()[0]).isZero();
        assertThat(scan.image().pixels()[2048] & 0xff).isEqualTo(Math.round(2048f * end / 4095 * 255 / high));
    }

    @Test
    void shouldShrinkTheLongSideAndKeepTheShape() throws Exception {
        GreyImage image = ImageDecoder.decode(Pictures.encode(Pictures.gradient(300, 1024), "png"))
                .image();

        assertThat(image.width()).isEqualTo(150);
        assertThat(image.height()).isEqualTo(ImageDecoder.LONG_SIDE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16})
    void shouldRefuseAPictureWithNothingOnIt(int levels) throws Exception {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage picture = new BufferedImage(64, 64, type);
            for (int i = 0; i < 4096; i++) {
                picture.getRaster().setSample(i % 64, i / 64, 0, 40 + i % levels);
            }
            byte[] file = Pictures.encode(picture, "png");

            if (levels >= ImageDecoder.MIN_LEVELS) {
                assertThat(ImageDecoder.decode(file).image().width()).isEqualTo(64);
            } else {
                assertThatThrownBy(() -> ImageDecoder.decode(file))
                        .hasMessageContaining("The picture is blank")
                        .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                                .isEqualTo(RejectionReason.BLANK));
            }
        }
    }

    @Test
    void shouldInvertAPictureInWhichZeroIsWhite() throws Exception {
        GreyImage image = Radiograph.image();
        byte[] black =
                HandmadeTiff.strips(image, 8, HandmadeTiff.BLACK_IS_ZERO, 32).bytes();
        byte[] white =
                HandmadeTiff.strips(image, 8, HandmadeTiff.WHITE_IS_ZERO, 32).bytes();

        GreyImage one = decode(ScanFormat.TIFF, black).image();
        GreyImage other = decode(ScanFormat.TIFF, white).image();

        assertThat(one.pixels()).isEqualTo(image.pixels());
        assertThat(other.pixels()).isEqualTo(image.pixels());
    }

    @Test
    void shouldNotDecodeDicom() {
        assertThatThrownBy(() -> PixelDecoder.decode(ScanFormat.DICOM, new byte[200], null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DICOM files are not decoded.");
    }

    private static DecodedScan decode(ScanFormat format, byte[] file) throws UnacceptableScanException {
        return PixelDecoder.decode(format, file, format.header(new ByteReader(file)));
    }
}
