package dev.thorax.worker.comparison;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class SharedHoldoutTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final SharedHoldout holdout = new SharedHoldout(new PatientIndex(store));

    @Test
    void shouldKeepTestScansThatNeitherVersionSaw() {
        List.of("a", "b", "c", "d").forEach(id -> scan("new", "NORMAL", id, "patient of " + id));
        Manifest challenger = manifest("new", List.of("a"), List.of("b"), List.of("b", "c", "d", "d", "deleted"));
        Manifest serving = manifest("old", List.of("c"), List.of(), List.of());

        assertThat(ids(challenger, serving)).containsExactly("d");
    }

    @Test
    void shouldLeaveOutOtherScansOfPatientsThatEitherVersionSaw() {
        scan("new", "NORMAL", "seen", "1");
        scan("new", "NORMAL", "follow-up", "1");
        scan("old", "NORMAL", "seen-by-serving", "2");
        scan("new", "NORMAL", "other-of-2", "2");
        scan("new", "NORMAL", "unseen", "3");
        Manifest challenger = manifest("new", List.of("seen"), List.of(), List.of("follow-up", "other-of-2", "unseen"));
        Manifest serving = manifest("old", List.of(), List.of("seen-by-serving"), List.of());

        assertThat(ids(challenger, serving)).containsExactly("unseen");
    }

    @Test
    void shouldLeaveOutScansWhoseBytesEitherVersionSawUnderAnotherId() {
        scan("old", "NORMAL", "seen", null, "x");
        scan("new", "NORMAL", "sent-again", null, "x");
        scan("new", "NORMAL", "other-of-9", "9", "y");
        scan("new", "NORMAL", "shared-with-9", null, "y");
        scan("new", "NORMAL", "own", "9", "z");
        scan("new", "NORMAL", "unseen", null, "u");
        Manifest challenger = manifest(
                "new", List.of("shared-with-9"), List.of(), List.of("sent-again", "other-of-9", "own", "unseen"));
        Manifest serving = manifest("old", List.of("seen"), List.of(), List.of());

        assertThat(ids(challenger, serving)).containsExactly("unseen");
    }

    @Test
    void shouldLeaveOutPatientsWhomTheLungFinderOfTheServingVersionSaw() {
        scan("masks", "NORMAL", "with-mask", "2");
        scan("masks", "NORMAL", "held-out-mask", "4");
        scan("new", "NORMAL", "other-of-2", "2");
        scan("new", "NORMAL", "other-of-4", "4");
        Manifest challenger = manifest("new", List.of("x"), List.of(), List.of("other-of-2", "other-of-4"));
        Manifest serving = manifest("old", List.of("y"), List.of(), List.of());
        Manifest finder = manifest("masks", List.of("with-mask"), List.of(), List.of("held-out-mask"));

        assertThat(holdout.of(challenger, List.of(serving, finder)))
                .extracting(HoldoutScan::scanId)
                .containsExactly("other-of-4");
    }

    @Test
    void shouldLeaveOutScansOfClassesThatTheChallengerDoesNotName() {
        scan("new", "NORMAL", "a", "1");
        scan("new", "MEASLES", "b", "2");

        assertThat(ids(manifest("new", List.of("x"), List.of(), List.of("a", "b")), manifest(null)))
                .containsExactly("a");
    }

    @Test
    void shouldKnowWhetherAManifestNamesItsTrainingScans() {
        assertThat(SharedHoldout.saysWhatItSaw(manifest("new", List.of("a"), List.of(), List.of())))
                .isTrue();
        assertThat(SharedHoldout.saysWhatItSaw(manifest("new", List.of(), List.of("a"), List.of())))
                .isFalse();
        assertThat(SharedHoldout.saysWhatItSaw(manifest(null))).isFalse();
    }

    private List<String> ids(Manifest challenger, Manifest serving) {
        return holdout.of(challenger, List.of(serving)).stream()
                .map(HoldoutScan::scanId)
                .toList();
    }

    private void scan(String dataset, String label, String id, String patient) {
        scan(dataset, label, id, patient, "sha of " + id);
    }

    private void scan(String dataset, String label, String id, String patient, String sha256) {
        store.put(
                StorageKeys.pointer(dataset, label, id),
                Json.write(new ScanPointer(id, label, patient, sha256, StorageKeys.image(id))),
                "application/json");
    }

    private static Manifest manifest(
            String dataset, List<String> training, List<String> validation, List<String> test) {
        Map<String, List<String>> split = Map.of("training", training, "validation", validation, "test", test);
        return manifest(new Manifest.Data(dataset, "0".repeat(64), Map.of(), split));
    }

    private static Manifest manifest(Manifest.Data data) {
        return new Manifest(
                "model",
                "v1",
                List.of("NORMAL", "VIRUS"),
                new InputSpec(8, 8, InputSpec.Interpolation.AREA),
                Map.of(),
                "none",
                1,
                Instant.EPOCH,
                data,
                Map.of(),
                Map.of());
    }
}
