package dev.thorax.ingest.admission;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.ingest.record.Scan;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;

class StrippedFileTest {
    private static final byte[] PICTURE = TestPictures.png(1);

    @Test
    void shouldKeepThePictureWithoutWhatFollowsIt() throws Exception {
        byte[] name = "Doe^Jane".getBytes(StandardCharsets.US_ASCII);
        byte[] named = Arrays.copyOf(PICTURE, PICTURE.length + name.length);
        System.arraycopy(name, 0, named, PICTURE.length, name.length);

        StrippedFile kept = StrippedFile.of(scan(named));

        assertThat(kept.bytes()).isEqualTo(PICTURE);
        assertThat(kept.sha256()).isEqualTo(Sha256.of(PICTURE));
        assertThat(ImageDecoder.decode(kept.bytes()).image().pixels())
                .isEqualTo(ImageDecoder.decode(PICTURE).image().pixels());
    }

    /** Nothing of a format that no stripper knows can be told apart. */
    @ParameterizedTest
    @ValueSource(strings = {"", "no picture", "RIFF\u0004\0\0\0WEBP\1"})
    void shouldKeepNothingThatItCannotStrip(String file) {
        StrippedFile kept = StrippedFile.of(scan(file.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(kept.bytes()).isNull();
        assertThat(kept.sha256()).isNull();
    }

    private static Scan scan(byte[] file) {
        return Scan.of("s1", "Jane Doe", null, null, file, "thorax.scans-0@1");
    }
}
