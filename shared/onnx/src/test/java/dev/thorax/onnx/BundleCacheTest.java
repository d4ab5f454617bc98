package dev.thorax.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BundleCacheTest {
    private static final byte[] BYTES = {1, 2, 3};
    private static final String FILE = "model.onnx";

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());

    @Test
    void shouldKeepAVerifiedFileWithoutTheStore() {
        put(BYTES);
        BundleCache cache = cache();

        Path file = cache.verified(FILE, Sha256.of(BYTES));
        store.failNext(1);

        assertThat(cache.verified(FILE, Sha256.of(BYTES))).isEqualTo(file).hasBinaryContent(BYTES);
        assertThat(cache.bytes(FILE)).isEqualTo(BYTES);
        assertThat(file).isEqualTo(folder.resolve("m").resolve("v1").resolve(FILE));
    }

    @Test
    void shouldLeaveNothingOfAFileThatIsNotTheOneThatIsMeant() throws IOException {
        put(BYTES);

        assertThatThrownBy(() -> cache().verified(FILE, Sha256.of(new byte[] {4})))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("model m version v1");

        try (var files = Files.list(folder.resolve("m").resolve("v1"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void shouldNameAFileThatTheStoreLacks() {
        assertThatThrownBy(() -> cache().download(FILE))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessage("The object store holds no model.onnx for model m version v1.");
    }

    @Test
    void shouldNameAFolderThatCannotBeUsed() throws IOException {
        Files.write(folder.resolve("m"), BYTES);

        assertThatThrownBy(() -> cache().verified(FILE, Sha256.of(BYTES)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> cache().bytes(FILE)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void shouldRefuseAFolderThatOthersMayWriteTo() throws IOException {
        put(BYTES);
        cache().verified(FILE, Sha256.of(BYTES));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> cache().verified(FILE, Sha256.of(BYTES)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("may write to it");
    }

    @ParameterizedTest
    @CsvSource({".., v1", "m, ..", "a/b, v1", "m, ''"})
    void shouldRefuseANameThatCouldLeaveTheFolder(String model, String version) {
        assertThatThrownBy(() -> new BundleCache(store, model, version, folder))
                .isInstanceOf(BrokenBundleException.class);
    }

    private BundleCache cache() {
        return new BundleCache(store, "m", "v1", folder);
    }

    private void put(byte[] bytes) {
        store.put(StorageKeys.bundleFile("m", "v1", FILE), bytes, "application/octet-stream");
    }
}
