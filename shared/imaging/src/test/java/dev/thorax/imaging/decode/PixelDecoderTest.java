package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PixelDecoderTest {
    private static final ImageHeader GREY = header(false);

    @Test
    void shouldKeepAPictureOfEightBitsThatIsSmallEnough() throws Exception {
        BufferedImage picture = Pictures.gradient(40, 30);

        GreyImage image = PixelDecoder.decode(Pictures.encode(picture, "png"), GREY);

        assertThat(image.width()).isEqualTo(40);
        assertThat(image.pixels()).isEqualTo(Pictures.canonical(picture).pixels());
    }

    /** The range of the file ends at the next whole number of bits, from 8 on in steps of 2. */
    @ParameterizedTest
    @CsvSource({"200, 200", "1023, 255", "4095, 255", "2048, 128", "65535, 255"})
    void shouldScaleSixteenBitsByTheBitsThatAreUsed(int most, int expected) throws Exception {
        byte[] file = sixteenBits(most);

        assertThat(PixelDecoder.decode(file, GREY).pixels()).containsExactly(0, expected);
        assertThat(PixelDecoder.decode(file, header(true)).pixels()).containsExactly(255, 255 - expected);
    }

    @Test
    void shouldShrinkTheLongSideAndKeepTheShape() throws Exception {
        GreyImage image = PixelDecoder.decode(Pictures.encode(Pictures.gradient(300, 1024), "png"), GREY);

        assertThat(image.width()).isEqualTo(150);
        assertThat(image.height()).isEqualTo(ImageDecoder.LONG_SIDE);
    }

    @Test
    void shouldRefuseBytesThatOpenCvCannotDecode() throws Exception {
        byte[] file = Pictures.encode(Pictures.gradient(40, 30), "png");

        assertThatThrownBy(() -> PixelDecoder.decode(Arrays.copyOf(file, 20), GREY))
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(RejectionReason.CORRUPT));
    }

    private static byte[] sixteenBits(int most) throws Exception {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        picture.getRaster().setSample(1, 0, 0, most);
        return Pictures.encode(picture, "png");
    }

    private static ImageHeader header(boolean whiteIsZero) {
        return new ImageHeader(2, 1, 1, 0, false, ImageHeader.BY_OPENCV, whiteIsZero);
    }
}
