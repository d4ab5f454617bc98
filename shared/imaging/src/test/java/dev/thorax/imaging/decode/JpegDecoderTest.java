package dev.thorax.imaging.decode;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JpegDecoderTest {
    private static final int SIDE = 64;
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

    @Test
    void shouldReadGreyLevelsAndColoursAlike() throws Exception {
        GreyImage image = ramp();

        StoredPicture grey = decode(Pictures.encode(Pictures.picture(image), "jpg"));
        StoredPicture colour = decode(Pictures.encode(Pictures.colour(image), "jpg"));

        assertThat(grey.grey().width()).isEqualTo(SIDE);
        assertThat(grey.grey().height()).isEqualTo(SIDE / 2);
        assertThat(grey.alpha()).isNull();
        assertThat(grey.changed()).isFalse();
        assertClose(image, grey);
        assertClose(image, colour);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.6, 0.95})
    void shouldRefuseAFileThatWasCutInItsPixels(double part) throws Exception {
        byte[] file = Pictures.encode(Pictures.gradient(SIDE, SIDE), "jpg");
        int header = header(file);
        byte[] cut = Arrays.copyOf(file, header + (int) ((file.length - header) * part));

        assertRefused(RejectionReason.TRUNCATED, cut);
        assertRefused(RejectionReason.CORRUPT, HandmadePng.join(cut, END));
    }

    @Test
    void shouldRefuseAFileThatWasCutAndFilledUpWithZeros() throws Exception {
        byte[] file = Pictures.encode(Pictures.gradient(SIDE, SIDE), "jpg");
        int half = header(file) + (file.length - header(file)) / 2;

        assertRefused(RejectionReason.CORRUPT, HandmadePng.join(Arrays.copyOf(file, half), new byte[half], END));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 100, 100_000})
    void shouldTakeAFileThatDevicesFilledUpWithZeros(int zeros) throws Exception {
        byte[] file = Pictures.encode(Pictures.picture(ramp()), "jpg");
        byte[] pixels = Arrays.copyOf(file, file.length - 2);

        assertClose(ramp(), decode(HandmadePng.join(pixels, new byte[zeros], END)));
        assertClose(ramp(), decode(HandmadePng.join(file, new byte[zeros])));
    }

    @Test
    void shouldTakeAFileThatLacksItsEndMarkerOnly() throws Exception {
        byte[] file = Pictures.encode(Pictures.picture(ramp()), "jpg");

        assertClose(ramp(), decode(Arrays.copyOf(file, file.length - 2)));
    }

    @Test
    void shouldRefuseAFileWithoutItsTables() throws Exception {
        byte[] file = Pictures.encode(Pictures.gradient(SIDE, SIDE), "jpg");
        for (int i = 2; i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == 0xdb) {
                file[i + 1] = (byte) 0xfe;
            }
        }

        assertThatThrownBy(() -> decode(file))
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(RejectionReason.CORRUPT))
                .hasCauseInstanceOf(Exception.class);
    }

    private static int header(byte[] file) {
        int at = 0;
        while ((file[at] & 0xff) != 0xff || (file[at + 1] & 0xff) != 0xda) {
            at++;
        }
        return at + 2 + (file[at + 3] & 0xff);
    }

    private static GreyImage ramp() {
        byte[] pixels = new byte[SIDE * SIDE / 2];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (2 * (i % SIDE) + 2 * (i / SIDE));
        }
        return new GreyImage(SIDE, SIDE / 2, pixels);
    }

    private static void assertClose(GreyImage image, StoredPicture picture) {
        assertThat(picture.grey().pixels()).isEqualTo(image.pixels().length);
        for (int i = 0; i < image.pixels().length; i++) {
            assertThat(Math.abs(picture.grey().get(i) - (image.pixels()[i] & 0xff)))
                    .isLessThanOrEqualTo(6);
        }
    }

    private static void assertRefused(RejectionReason reason, byte[] file) {
        assertThatThrownBy(() -> decode(file))
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(reason));
    }

    private static StoredPicture decode(byte[] file) throws UnacceptableScanException {
        return JpegDecoder.decode(new ByteReader(file));
    }
}
