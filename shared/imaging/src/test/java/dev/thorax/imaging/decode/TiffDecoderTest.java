package dev.thorax.imaging.decode;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TiffDecoderTest {
    private static final GreyImage IMAGE = new GreyImage(20, 18, ramp(20 * 18));

    @ParameterizedTest
    @CsvSource({"8, 1", "8, 7", "8, 18", "16, 1", "16, 18"})
    void shouldReadStripsOfAnyHeight(int bits, int rows) throws Exception {
        StoredPicture picture = decode(HandmadeTiff.strips(IMAGE, bits, HandmadeTiff.BLACK_IS_ZERO, rows));

        assertThat(levels(picture.grey())).isEqualTo(expected(bits));
        assertThat(picture.grey().isWide()).isEqualTo(bits == 16);
        assertThat(picture.alpha()).isNull();
        assertThat(picture.whiteIsZero()).isFalse();
        assertThat(picture.changed()).isFalse();
    }

    @Test
    void shouldReadTilesThatReachBeyondThePicture() throws Exception {
        assertThat(levels(decode(HandmadeTiff.tiles(IMAGE, 8, HandmadeTiff.BLACK_IS_ZERO, 16))
                        .grey()))
                .isEqualTo(expected(8));
    }

    /** The levels stay as they are stored, since the window inverts them. */
    @ParameterizedTest
    @CsvSource({"8", "16"})
    void shouldKeepStoredLevelsIfZeroIsWhite(int bits) throws Exception {
        StoredPicture picture = decode(HandmadeTiff.strips(IMAGE, bits, HandmadeTiff.WHITE_IS_ZERO, 18));
        int most = bits == 8 ? 255 : 65535;

        assertThat(picture.whiteIsZero()).isTrue();
        assertThat(levels(picture.grey()))
                .isEqualTo(
                        Arrays.stream(expected(bits)).map(level -> most - level).toArray());
    }

    @Test
    void shouldTurnColoursIntoLuma() throws Exception {
        byte[] stored = {(byte) 255, 0, 0, 0, (byte) 255, 0, 0, 0, (byte) 255, 7, 7, 7};

        assertThat(levels(decode(HandmadeTiff.samples(2, 2, 8, 3, 2, 2, stored)).grey()))
                .containsExactly(76, 150, 29, 7);
    }

    @Test
    void shouldKeepAnAlphaByWhichLevelsWereNotMultiplied() throws Exception {
        byte[] stored = {100, (byte) 255, 100, 0, 50, 51, 0, 1};

        StoredPicture picture =
                decode(HandmadeTiff.samples(2, 2, 8, 2, 1, 2, stored).with(338, 3, 2));

        assertThat(levels(picture.grey())).containsExactly(100, 100, 50, 0);
        assertThat(levels(picture.alpha())).containsExactly(255, 0, 51, 1);
    }

    @Test
    void shouldSayThatALaterPageIsNew() throws Exception {
        HandmadeTiff thumbnail = HandmadeTiff.strips(new GreyImage(2, 2, new byte[4]), 8, HandmadeTiff.BLACK_IS_ZERO, 2)
                .with(254, HandmadeTiff.LONG, 1);
        byte[] file = thumbnail.withSubDirectory(HandmadeTiff.strips(IMAGE, 8, HandmadeTiff.BLACK_IS_ZERO, 18));

        StoredPicture picture = TiffDecoder.decode(new ByteReader(file));

        assertThat(levels(picture.grey())).isEqualTo(expected(8));
        assertThat(picture.changed()).isTrue();
    }

    /** 5 is LZW, 8 is Deflate. */
    @ParameterizedTest
    @CsvSource({"5", "8"})
    void shouldRefuseCompressedPixelsThatAreNoise(int compression) {
        HandmadeTiff tiff = HandmadeTiff.strips(IMAGE, 8, HandmadeTiff.BLACK_IS_ZERO, 18)
                .with(259, HandmadeTiff.SHORT, compression);

        assertThatThrownBy(() -> decode(tiff))
                .hasMessageContaining("end or break before its picture does")
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(RejectionReason.CORRUPT))
                .hasCauseInstanceOf(Exception.class);
    }

    private static int[] expected(int bits) {
        return IntStream.range(0, IMAGE.pixels().length)
                .map(i -> (IMAGE.pixels()[i] & 0xff) * (bits == 8 ? 1 : 257))
                .toArray();
    }

    private static byte[] ramp(int length) {
        byte[] pixels = new byte[length];
        for (int i = 0; i < length; i++) {
            pixels[i] = (byte) (i * 7);
        }
        return pixels;
    }

    private static int[] levels(GreyPicture picture) {
        return IntStream.range(0, picture.pixels()).map(picture::get).toArray();
    }

    private static StoredPicture decode(HandmadeTiff tiff) throws UnacceptableScanException {
        return TiffDecoder.decode(new ByteReader(tiff.bytes()));
    }
}
