package dev.thorax.testing.model;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.access.signature.ExistingVersions;
import dev.thorax.access.signature.NamedVersion;
import dev.thorax.access.signature.UnsignedVersion;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExistingVersionsTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.fixed(TestBundles.TIME, ZoneOffset.UTC));
    private final ExistingVersions existing = new ExistingVersions(store);
    private UnsignedVersion old;
    private UnsignedVersion later;

    @BeforeEach
    void name() {
        old = version("t-1", "old", true);
        later = version("t-2", "later", true);
    }

    @Test
    void shouldTakeUpOnceWhatWasNotSignedAtThatTime() {
        assertThat(existing.of(List.of(old)).versions()).containsExactly(old.name());

        assertThat(existing.of(List.of(old, later)).versions()).containsExactly(old.name());
        assertThat(new ExistingVersions(store).of(List.of()).versions()).containsExactly(old.name());
    }

    @Test
    void shouldTakeUpNothingLaterIfThereWasNothing() {
        assertThat(existing.of(List.of()).versions()).isEmpty();

        assertThat(existing.of(List.of(later)).versions()).isEmpty();
    }

    @Test
    void shouldNotTakeUpAVersionWithAWrongSignature() {
        UnsignedVersion forged = version("t-3", "forged", false);

        assertThat(existing.of(List.of(forged, old)).versions()).containsExactly(old.name());
    }

    @Test
    void shouldNotTakeAnotherManifestForTheOneThatWasThere() {
        existing.of(List.of(old));
        UnsignedVersion replaced = version("t-1", "replaced", true);

        assertThat(existing.of(List.of(replaced)).versions()).doesNotContain(replaced.name());
    }

    @Test
    void shouldWriteNothingDownIfTheStoreIsAway() {
        store.failNext(1);

        assertThatThrownBy(() -> existing.of(List.of(old))).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.exists(StorageKeys.versionsTakenUp())).isFalse();
    }

    private static UnsignedVersion version(String version, String file, boolean isMissing) {
        Manifest manifest = TestBundles.manifest(version, TestBundles.INPUT, Map.of(file, "0".repeat(64)));
        String digest = Sha256.of(Json.write(manifest));
        return new UnsignedVersion(
                new NamedVersion(TestBundles.MODEL, version, digest), manifest, TestBundles.TIME, isMissing);
    }
}
