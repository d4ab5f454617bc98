package dev.thorax.worker.comparison;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        put("NORMAL", "a", pointer("a", "NORMAL", "7"));
        put("NORMAL", "b", pointer("b", "NORMAL", " "));
        put("VIRUS", "c", pointer("c", "VIRUS", "7"));
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
        put("NORMAL", "moved", pointer("moved", "VIRUS", "8"));
        put("NORMAL", "renamed", pointer("other", "NORMAL", "8"));
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

    @ParameterizedTest
    @ValueSource(strings = {"NORMAL", "VIRUS"})
    void shouldTakeTheLabelOfTheFiling(String filed) {
        put("VIRUS", "a", pointer("a", "VIRUS", "7"));
        store.put(
                StorageKeys.filing("a", "lungs"),
                ("{\"label\":\"" + filed + "\"}").getBytes(UTF_8),
                "application/json");

        assertThat(index.find("lungs", List.of("a")))
                .isEqualTo(Map.of("a", new HoldoutScan("a", filed, "patient 7", "00")));
    }

    @Test
    void shouldLeaveOutAScanWithTwoLabelsThatNoFilingDecidesBetween() {
        put("VIRUS", "a", pointer("a", "VIRUS", "7"));

        assertThat(index.find("lungs", List.of("a", "c"))).containsOnlyKeys("c");
    }

    private static ScanPointer pointer(String id, String label, String patient) {
        return new ScanPointer(id, label, patient, "00", StorageKeys.image(id));
    }

    private void put(String label, String id, ScanPointer pointer) {
        store.put(StorageKeys.pointer("lungs", label, id), Json.write(pointer), "application/json");
    }
}
