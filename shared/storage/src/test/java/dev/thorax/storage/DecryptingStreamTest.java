package dev.thorax.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecryptingStreamTest {
    private static final int CHUNK = ObjectCipher.CHUNK;
    private static final String KEY = "scans/s1/original";
    private static final byte[] MASTER = new byte[32];

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 2 * CHUNK})
    void shouldEndWhereTheObjectEnds(int size) throws IOException {
        byte[] plain = bytes(size);
        InputStream stream = stream(sealed(plain));

        assertThat(stream.readAllBytes()).isEqualTo(plain);
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.read(new byte[3], 0, 3)).isEqualTo(-1);
        assertThat(stream.read(new byte[3], 3, 0)).isZero();
    }

    @Test
    void shouldReadSingleBytesFromZeroTo255() throws IOException {
        byte[] plain = bytes(CHUNK + 300);
        InputStream stream = stream(sealed(plain));
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        for (int next = stream.read(); next >= 0; next = stream.read()) {
            read.write(next);
        }

        assertThat(read.toByteArray()).isEqualTo(plain);
    }

    @Test
    void shouldReadNoMoreThanThePlaceThatThereIs() throws IOException {
        byte[] plain = bytes(CHUNK + 10);
        InputStream stream = stream(sealed(plain));
        byte[] place = new byte[CHUNK + 10];

        assertThat(stream.available()).isZero();
        assertThat(stream.read(place, 5, 7)).isEqualTo(7);
        assertThat(Arrays.copyOfRange(place, 5, 12)).isEqualTo(Arrays.copyOf(plain, 7));
        assertThat(place).startsWith(0, 0, 0, 0, 0);
        assertThat(stream.available()).isEqualTo(CHUNK - 7);
        assertThatThrownBy(() -> stream.read(place, 1, place.length)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldGiveNoByteOfADamagedChunk() throws IOException {
        byte[] sealed = sealed(bytes(2 * CHUNK));
        sealed[sealed.length - 1] ^= 1;
        InputStream stream = stream(sealed);

        assertThat(stream.readNBytes(CHUNK)).isEqualTo(bytes(2 * CHUNK, CHUNK));
        assertThatThrownBy(stream::read)
                .isInstanceOf(ObjectCorruptException.class)
                .hasMessageContaining(KEY);
    }

    /** Whole chunks that are missing at the end would else look like a shorter object. */
    @Test
    void shouldGiveNoByteOfALastChunkThatWasNotWrittenAsTheLast() throws IOException {
        byte[] sealed = sealed(bytes(2 * CHUNK));
        InputStream stream = stream(Arrays.copyOf(sealed, sealed.length - CHUNK - ObjectCipher.TAG));

        assertThatThrownBy(stream::read).isInstanceOf(ObjectCorruptException.class);
    }

    @Test
    void shouldCloseTheStreamOfTheStore() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stored = new ByteArrayInputStream(sealed(bytes(1))) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        stream(stored).close();

        assertThat(closed).isTrue();
    }

    private static byte[] sealed(byte[] plain) {
        return ObjectCipher.writer("k-1", MASTER, KEY).encrypted(plain);
    }

    private static InputStream stream(byte[] object) throws IOException {
        return stream(new ByteArrayInputStream(object));
    }

    private static InputStream stream(InputStream object) throws IOException {
        object.skipNBytes(ObjectHeader.MARK_BYTES);
        ObjectHeader header = ObjectHeader.read(object).orElseThrow();
        return new DecryptingStream(new PushbackInputStream(object), ObjectCipher.reader(header, MASTER, KEY), KEY);
    }

    private static byte[] bytes(int size) {
        return bytes(size, size);
    }

    private static byte[] bytes(int all, int size) {
        byte[] bytes = new byte[all];
        new Random(1).nextBytes(bytes);
        return Arrays.copyOf(bytes, size);
    }
}
