package dev.thorax.imaging.decode;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PngDecoderTest {
    @Test
    void shouldReadPixelsAsTheyAreStored() throws Exception {
        StoredPicture picture = decode(HandmadePng.of(3, 2, 8, 0, false, new byte[] {0, 1, 2, 3, 2, 10, 10, 10}));

        assertThat(levels(picture.grey())).containsExactly(1, 2, 3, 11, 12, 13);
        assertThat(picture.alpha()).isNull();
        assertThat(picture.whiteIsZero()).isFalse();
        assertThat(picture.changed()).isFalse();
    }

    /** Every pixel has its number, and stands in the pass and the place that Adam7 gives it. */
    @ParameterizedTest
    @CsvSource({"8, 8", "1, 1", "5, 3", "3, 5", "1, 9", "9, 1", "2, 2", "16, 12"})
    void shouldPutThePassesTogether(int width, int height) throws Exception {
        String[] passes = {
            "16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"
        };
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (char pass = '1'; pass <= '7'; pass++) {
            for (int y = 0; y < height; y++) {
                StringBuilder row = new StringBuilder();
                for (int x = 0; x < width; x++) {
                    row.append(passes[y % 8].charAt(x % 8) == pass ? (char) (y * width + x) : "");
                }
                rows.writeBytes(row.isEmpty() ? new byte[0] : HandmadePng.ascii("\0" + row));
            }
        }

        StoredPicture picture = decode(HandmadePng.of(width, height, 8, 0, true, rows.toByteArray()));

        assertThat(levels(picture.grey()))
                .isEqualTo(IntStream.range(0, width * height).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7})
    void shouldRefuseFewerRowsThanTheHeaderNames(int bytes) {
        byte[] rows = Arrays.copyOf(new byte[] {0, 1, 2, 3, 0, 4, 5, 6}, bytes);

        for (boolean interlaced : new boolean[] {false, true}) {
            assertThatThrownBy(() -> decode(HandmadePng.of(3, 2, 8, 0, interlaced, rows)))
                    .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(RejectionReason.CORRUPT));
        }
    }

    @Test
    void shouldNotReadBehindTheLastRow() throws Exception {
        byte[] more = Arrays.copyOf(new byte[] {0, 1, 2, 3, 0, 4, 5, 6}, 1 << 20);

        assertThat(levels(decode(HandmadePng.of(3, 2, 8, 0, false, more)).grey()))
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void shouldReadRowsThatEndWithinAByte() throws Exception {
        byte[] rows = {0, (byte) 0b10101010, (byte) 0b10000000, 0, 0b01010101, 0};

        assertThat(levels(decode(HandmadePng.of(9, 2, 1, 0, false, rows)).grey()))
                .containsExactly(255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0);
    }

    @Test
    void shouldSayThatATextWhichTurnsThePictureIsNew() throws Exception {
        byte[] exif = HandmadeTiff.empty()
                .with(HandmadeTiff.ORIENTATION, HandmadeTiff.SHORT, 6)
                .bytes();
        byte[] text = HandmadePng.chunk("tEXt", HandmadePng.profile("exif", exif));

        StoredPicture picture = decode(HandmadePng.of(1, 1, 8, 0, false, new byte[] {0, 9}, text));

        assertThat(picture.changed()).isTrue();
        assertThat(levels(picture.grey())).containsExactly(9);
    }

    private static StoredPicture decode(byte[] file) throws UnacceptableScanException {
        return PngDecoder.decode(new ByteReader(file), file);
    }

    private static int[] levels(GreyPicture picture) {
        return IntStream.range(0, picture.pixels()).map(picture::get).toArray();
    }
}
