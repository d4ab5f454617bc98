package dev.thorax.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.access.signature.BundleSignatures;
import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.SigningKey;
import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VersionSignaturesTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final TerminalProgress progress = new TerminalProgress(new PrintStream(printed, true, UTF_8));

    @TempDir
    private Path folder;

    private HomeFolder home;

    @BeforeEach
    void open() {
        home = HomeFolder.open(folder);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void shouldMakeKeysAtTheFirstStartAndPrintNothingIfThereIsNoModel() {
        VersionSignatures.prepare(home, store, progress);

        assertThat(TrustedKeys.ofFile(home.publicKeys()).contain(SigningKey.read(home.signingKey())))
                .isTrue();
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void shouldSignTheModelsOfEarlierReleasesOnce() {
        String digest = unsigned("v1");

        VersionSignatures.prepare(home, store, progress);

        check("v1", digest);
        assertThat(printed.toString(UTF_8)).contains("Signed 1 model version of earlier runs with the new key");

        String later = unsigned("v2");
        VersionSignatures.prepare(home, store, progress);

        assertThatThrownBy(() -> check("v2", later)).isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void shouldGoOnAfterAStartThatWasInterrupted() throws IOException {
        String digest = unsigned("v1");
        SigningKeyPair.generate().write(folder.resolve("signing-key.pem.new"), home.publicKeys());

        VersionSignatures.prepare(home, store, progress);

        check("v1", digest);
        assertThat(Files.exists(home.signingKey())).isTrue();
        assertThat(Files.readString(home.publicKeys()).split("BEGIN", -1)).hasSize(2);
    }

    private String unsigned(String version) {
        String digest = TestBundles.store(store, version, 1).digest();
        store.delete(StorageKeys.signature(TestBundles.MODEL, version));
        return digest;
    }

    private void check(String version, String digest) {
        new BundleSignatures(store, TrustedKeys.ofFile(home.publicKeys())).check(TestBundles.MODEL, version, digest);
    }
}
