package dev.thorax.runtime.storage;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ErasedScansTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ErasedScans erased = new ErasedScans(store);

    @Test
    void shouldFindAScanByTheClaimThatItsErasureLeft() {
        claim(Json.write(new ErasedScan(Instant.EPOCH)));

        assertThat(erased.contains("s-1")).isTrue();
        assertThat(erased.contains("s-2")).isFalse();
    }

    /** The claim of a scan that is there, and what is none. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"fingerprint\":\"0f\"}", "{\"erased\":null}", "", "{", "null"})
    void shouldNotTakeAnotherClaimForThatOfAnErasure(String claim) {
        claim(claim.getBytes(StandardCharsets.UTF_8));

        assertThat(erased.contains("s-1")).isFalse();
    }

    /** Else what was written of an erased scan would stay. */
    @Test
    void shouldNotTakeAScanForPresentWhileTheStoreIsAway() {
        claim(Json.write(new ErasedScan(Instant.EPOCH)));
        store.failNext(1);

        assertThatThrownBy(() -> erased.contains("s-1")).isInstanceOf(StoreUnavailableException.class);
        assertThat(erased.contains("s-1")).isTrue();
    }

    private void claim(byte[] claim) {
        store.put(StorageKeys.claim("s-1"), claim, "application/json");
    }
}
