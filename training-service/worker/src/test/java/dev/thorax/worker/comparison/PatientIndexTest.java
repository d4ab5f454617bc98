package dev.thorax.worker.comparison;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PatientIndexTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final PatientIndex index = new PatientIndex(store);

    @BeforeEach
    void fill() {
        put("NORMAL", "a", new ScanPointer("a", "NORMAL", "7", "00", "a.png"));
        put("NORMAL", "b", new ScanPointer("b", "NORMAL", " ", "00", "b.png"));
        put("VIRUS", "c", new ScanPointer("c", "VIRUS", "7", "00", "c.png"));
    }

    @Test
    void shouldFindLabelAndPatientOfTheNamedScansOnly() {
        assertThat(index.find("lungs", List.of("a", "b", "absent")))
                .isEqualTo(Map.of(
                        "a", new HoldoutScan("a", "NORMAL", "patient 7", "00"),
                        "b", new HoldoutScan("b", "NORMAL", "scan b", "00")));
    }

    @Test
    void shouldLeaveOutPointersThatDoNotFitTheirKeyOrCannotBeRead() {
        put("NORMAL", "moved", new ScanPointer("moved", "VIRUS", "8", "00", "moved.png"));
        put("NORMAL", "renamed", new ScanPointer("other", "NORMAL", "8", "00", "other.png"));
        store.put(StorageKeys.pointer("lungs", "NORMAL", "torn"), "{".getBytes(UTF_8), "application/json");

        assertThat(index.find("lungs", List.of("moved", "renamed", "torn", "c")))
                .containsOnlyKeys("c");
    }

    @Test
    void shouldFindNothingInADatasetWithoutAUsableName() {
        assertThat(index.find("../scans", List.of("a"))).isEmpty();
        assertThat(index.find(null, List.of("a"))).isEmpty();
    }

    @Test
    void shouldPassOnThatTheStoreIsAway() {
        store.failNext(1);

        assertThatThrownBy(() -> index.find("lungs", List.of("a"))).isInstanceOf(StoreUnavailableException.class);
    }

    private void put(String label, String id, ScanPointer pointer) {
        store.put(StorageKeys.pointer("lungs", label, id), Json.write(pointer), "application/json");
    }
}
