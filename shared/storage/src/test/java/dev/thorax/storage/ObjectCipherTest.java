package dev.thorax.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ObjectCipherTest {
    private static final int SEALED = ObjectCipher.CHUNK + ObjectCipher.TAG;
    private static final String KEY = "scans/s1/original";
    private static final byte[] MASTER = numbers(0);

    /** The chunk was sealed by HKDF and AES-GCM of the Python package cryptography. */
    @Test
    void shouldOpenWhatAnotherImplementationSealed() throws Exception {
        byte[] sealed = HexFormat.of().parseHex("ee93dff332b1be5c5d669cebb8954b77fd530ce4d8589a29ba");

        byte[] plain = ObjectCipher.reader(new ObjectHeader("k-1", numbers(100)), MASTER, KEY)
                .open(sealed, true);

        assertThat(plain).isEqualTo("a picture".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, ObjectCipher.CHUNK, ObjectCipher.CHUNK + 1, 2 * ObjectCipher.CHUNK})
    void shouldSealAStreamInTheChunksOfAnArray(int size) throws Exception {
        byte[] plain = new byte[size];
        new Random(size).nextBytes(plain);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        ObjectCipher.writer("k-1", MASTER, KEY).encrypt(new ByteArrayInputStream(plain), stream);
        byte[] array = ObjectCipher.writer("k-1", MASTER, KEY).encrypted(plain);

        assertThat(opened(stream.toByteArray(), MASTER, KEY)).isEqualTo(plain);
        assertThat(opened(array, MASTER, KEY)).isEqualTo(plain);
        assertThat(stream.size()).isEqualTo(array.length);
        assertThat(stream.toByteArray()).as("each object has its own salt").isNotEqualTo(array);
    }

    @Test
    void shouldBindAChunkToItsObjectAndItsSecret() {
        byte[] sealed = ObjectCipher.writer("k-1", MASTER, KEY).encrypted(new byte[100]);

        assertThatThrownBy(() -> opened(sealed, MASTER, "scans/s2/original"))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> opened(sealed, numbers(1), KEY)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void shouldBindAChunkToItsPlace() throws Exception {
        byte[] sealed = ObjectCipher.writer("k-1", MASTER, KEY).encrypted(new byte[2 * ObjectCipher.CHUNK]);
        int first = sealed.length - 2 * SEALED;
        byte[] one = Arrays.copyOfRange(sealed, first, first + SEALED);
        byte[] two = Arrays.copyOfRange(sealed, first + SEALED, sealed.length);

        assertThat(reader(sealed).open(one, false)).hasSize(ObjectCipher.CHUNK);
        assertThatThrownBy(() -> reader(sealed).open(one, true)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> reader(sealed).open(two, true)).isInstanceOf(GeneralSecurityException.class);
        ObjectCipher again = reader(sealed);
        again.open(one, false);
        assertThatThrownBy(() -> again.open(one, false)).isInstanceOf(GeneralSecurityException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, ObjectCipher.TAG - 1})
    void shouldRefuseAChunkThatIsShorterThanItsTag(int length) {
        byte[] sealed = ObjectCipher.writer("k-1", MASTER, KEY).encrypted(new byte[0]);

        assertThatThrownBy(() -> reader(sealed).open(new byte[length], true))
                .isInstanceOf(GeneralSecurityException.class);
    }

    private static ObjectCipher reader(byte[] object) throws IOException {
        return ObjectCipher.reader(header(new ByteArrayInputStream(object)), MASTER, KEY);
    }

    private static byte[] opened(byte[] object, byte[] master, String key)
            throws IOException, GeneralSecurityException {
        ByteArrayInputStream stored = new ByteArrayInputStream(object);
        ObjectCipher cipher = ObjectCipher.reader(header(stored), master, key);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        do {
            byte[] chunk = stored.readNBytes(SEALED);
            plain.writeBytes(cipher.open(chunk, stored.available() == 0));
        } while (stored.available() > 0);
        return plain.toByteArray();
    }

    private static ObjectHeader header(ByteArrayInputStream object) throws IOException {
        object.skipNBytes(ObjectHeader.MARK_BYTES);
        return ObjectHeader.read(object).orElseThrow();
    }

    private static byte[] numbers(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
