package dev.thorax.testing.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.EncryptingObjectStore;
import dev.thorax.storage.EncryptionKeys;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EncryptingObjectStoreTest extends ObjectStoreContract {
    private static final String KEY = StorageKeys.original("s1");
    private static final String OTHER = StorageKeys.original("s2");
    private static final String JPEG = "image/jpeg";
    private static final int CHUNK = 64 << 10;

    private final InMemoryObjectStore plain = new InMemoryObjectStore(Clock.systemUTC());
    private final ObjectStore store = new EncryptingObjectStore(plain, EncryptionKeys.parse(key("new", 1)));

    EncryptingObjectStoreTest() {
        super("scans/contract/");
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17})
    void shouldReadWhatWasWrittenAtEachSize(int size, @TempDir Path folder) throws IOException {
        byte[] bytes = bytes(size);
        Path file = Files.write(folder.resolve("file"), bytes);

        store.put(KEY, bytes, JPEG);
        store.upload(OTHER, file, JPEG);

        assertThat(store.get(KEY)).isEqualTo(bytes);
        assertThat(store.get(OTHER)).isEqualTo(bytes);
        assertThat(plain.get(KEY)).hasSameSizeAs(plain.get(OTHER)).hasSizeGreaterThan(size);
        assertThat(plain.mediaType(KEY)).isEqualTo(JPEG);
    }

    @Test
    void shouldWriteNothingOfAScanInClear() {
        byte[] text = "Patient Name".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        for (String key : new String[] {
            KEY,
            StorageKeys.diagnosis("s1"),
            StorageKeys.patientScan("p1-0", "s1"),
            StorageKeys.contentScan("0f", "s1"),
            StorageKeys.pointer("d", "l", "s1"),
            StorageKeys.probabilities("s1", "m", "v"),
            StorageKeys.rejected("0f")
        }) {
            store.putIfAbsent(key, text, "text/plain");
            assertThat(new String(plain.get(key), StandardCharsets.ISO_8859_1))
                    .as(key)
                    .doesNotContain("Patient");
            assertThat(store.get(key)).isEqualTo(text);
        }
    }

    @Test
    void shouldEncryptTheSameBytesDifferentlyEachTime() {
        store.put(KEY, bytes(100), JPEG);
        byte[] first = plain.get(KEY);
        store.put(KEY, bytes(100), JPEG);

        assertThat(plain.get(KEY)).isNotEqualTo(first);
    }

    @Test
    void shouldLeaveObjectsThatAreOfNoScanAsTheyAre() {
        String key = StorageKeys.bundleFile("m", "v", "model.onnx");
        store.put(key, bytes(100), "application/octet-stream");

        assertThat(plain.get(key)).isEqualTo(bytes(100));
        assertThat(store.get(key)).isEqualTo(bytes(100));
    }

    @Test
    void shouldReadObjectsThatWereWrittenBeforeThereWasAKey() {
        for (int size : new int[] {0, 3, 8, 100}) {
            plain.put(KEY, bytes(size), JPEG);
            assertThat(store.get(KEY)).isEqualTo(bytes(size));
        }
    }

    @Test
    void shouldWriteInClearWithoutAKey() {
        new EncryptingObjectStore(plain, EncryptionKeys.NONE).put(KEY, bytes(100), JPEG);

        assertThat(plain.get(KEY)).isEqualTo(bytes(100));
    }

    @Test
    void shouldReadObjectsOfAnOlderKeyAndWriteWithTheFirst() {
        store.put(KEY, bytes(100), JPEG);
        ObjectStore rotated =
                new EncryptingObjectStore(plain, EncryptionKeys.parse(key("newer", 2) + "," + key("new", 1)));

        rotated.put(OTHER, bytes(50), JPEG);

        assertThat(rotated.get(KEY)).isEqualTo(bytes(100));
        assertThat(rotated.get(OTHER)).isEqualTo(bytes(50));
        assertThatThrownBy(() -> store.get(OTHER))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(
                        "The object store could not read scans/s2/original: its key newer is not configured; add it to"
                                + " thorax.storage.encryption.keys.");
    }

    @Test
    void shouldWaitForTheKeyAndNotReadCipherTextWithoutKeys() {
        store.put(KEY, bytes(100), JPEG);
        ObjectStore off = new EncryptingObjectStore(plain, EncryptionKeys.NONE);

        assertThatThrownBy(() -> off.get(KEY)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> off.open(KEY)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldRefuseAnObjectInThePlaceOfAnother() {
        store.put(KEY, bytes(100), JPEG);
        plain.put(OTHER, plain.get(KEY), JPEG);

        assertThatThrownBy(() -> store.get(OTHER))
                .isInstanceOf(ObjectCorruptException.class)
                .hasMessageContaining("scans/s2/original");
    }

    @Test
    void shouldRefuseAnotherSecretUnderTheSameId() {
        store.put(KEY, bytes(100), JPEG);
        ObjectStore other = new EncryptingObjectStore(plain, EncryptionKeys.parse(key("new", 9)));

        assertThatThrownBy(() -> other.get(KEY)).isInstanceOf(ObjectCorruptException.class);
    }

    @Test
    void shouldRefuseEveryChangedByteAfterTheMark() {
        store.put(KEY, bytes(10), JPEG);
        byte[] stored = plain.get(KEY);
        for (int i = 8; i < stored.length; i++) {
            byte[] changed = stored.clone();
            changed[i] ^= 1;
            plain.put(KEY, changed, JPEG);
            // Another id is that of a key which is not configured; all else is corrupt.
            assertThatThrownBy(() -> store.get(KEY))
                    .as("byte " + i)
                    .isInstanceOfAny(ObjectCorruptException.class, StoreUnavailableException.class);
        }
    }

    @Test
    void shouldRefuseAnObjectThatWasCutOff() {
        store.put(KEY, bytes(2 * CHUNK + 5), JPEG);
        byte[] stored = plain.get(KEY);
        int sealed = CHUNK + 16;
        int header = stored.length - 2 * sealed - 5 - 16;
        for (int length :
                new int[] {9, header - 1, header, header + 1, header + sealed, header + 2 * sealed, stored.length - 1
                }) {
            plain.put(KEY, Arrays.copyOf(stored, length), JPEG);
            assertThatThrownBy(() -> store.get(KEY))
                    .as("of " + length + " bytes")
                    .isInstanceOf(ObjectCorruptException.class);
        }
    }

    @Test
    void shouldRefuseChunksInAnotherOrder() {
        store.put(KEY, bytes(3 * CHUNK), JPEG);
        byte[] stored = plain.get(KEY);
        int sealed = CHUNK + 16;
        int header = stored.length - 3 * sealed;
        byte[] moved = stored.clone();
        System.arraycopy(stored, header, moved, header + sealed, sealed);
        System.arraycopy(stored, header + sealed, moved, header, sealed);
        plain.put(KEY, moved, JPEG);

        assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(ObjectCorruptException.class);
    }

    @Test
    void shouldRefuseKeysOfAnotherFormWithoutRepeatingThem() {
        for (String wrong : new String[] {"", "abc", key("A", 1), key("a", 1) + ",", key("a", 1) + "," + key("a", 2)}) {
            assertThatThrownBy(() -> EncryptionKeys.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("AQEB")
                    .hasMessageEndingWith(".");
        }
        assertThat(EncryptionKeys.parse(key("a", 1))).hasToString("[a]");
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String key(String id, int value) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) value);
        return id + ":" + Base64.getEncoder().encodeToString(secret);
    }
}
