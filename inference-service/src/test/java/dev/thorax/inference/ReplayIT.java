package dev.thorax.inference;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.servers.ServiceProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Checks that scans with an archived diagnosis are not diagnosed again when their events come again. */
class ReplayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<String> HEAP = List.of("-Xmx1g");

    @TempDir
    Path folder;

    private InferenceStack inference;

    @BeforeEach
    void start() {
        inference = new InferenceStack(folder);
    }

    @AfterEach
    void stop() throws Exception {
        inference.close();
    }

    @Test
    void shouldDiagnoseNothingAgainAfterTheOffsetsWereLost() {
        // Given
        ServiceProcess service = inference.launch("it");
        inference.promote("v1", 1);
        List<String> before = Scans.store(inference.stack(), "replay-before", 20);
        inference.awaitProduction("replay-before", before);
        Scans.diagnoses(inference.stack(), "replay-before").forEach(this::archive);
        service.close();
        inference.stack().loseOffsets("thorax-inference");

        // When
        inference.promote("v2", 2);
        inference.launch("it");
        List<String> after = Scans.store(inference.stack(), "replay-after", 20);

        // Then
        Map<String, Integer> counts = new HashMap<>();
        await().atMost(PATIENCE).until(() -> {
            counts.clear();
            Scans.diagnoses(inference.stack(), "replay")
                    .forEach(diagnosis -> counts.merge(diagnosis.scanId(), 1, Integer::sum));
            return counts.keySet().containsAll(after);
        });
        assertThat(counts.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(before.stream(), after.stream()).toList());
        assertThat(counts.values()).containsOnly(1);
    }

    @Test
    void shouldDiagnoseScansWhoseImagesCameTooLateIfTheyComeAgain() {
        // Given
        ServiceProcess service = inference.launch("it", HEAP, Map.of("thorax.inference.image-wait", "1s"));
        inference.promote("v1", 1);
        List<String> before = Scans.store(inference.stack(), "before", 3);
        inference.awaitProduction("before", before);
        Scans.diagnoses(inference.stack(), "before").forEach(this::archive);
        Scans.announce(inference.stack(), "late-0");
        await().atMost(PATIENCE)
                .until(() -> !inference.stack().records(Topics.DIAGNOSES_FAILED).isEmpty());
        service.close();

        // When
        inference
                .stack()
                .store()
                .put(StorageKeys.image("late-0"), CanonicalImage.toPng(Scans.image("late-0")), "image/png");
        inference.stack().loseOffsets("thorax-inference");
        inference.launch("it", HEAP, Map.of("thorax.inference.rescore", "undiagnosed"));

        // Then
        inference.awaitProduction("late", List.of("late-0"));
        inference.awaitProduction("before", before);
    }

    /** Does what explain-service does with a diagnosis. */
    private void archive(Diagnosis diagnosis) {
        inference
                .stack()
                .store()
                .put(StorageKeys.diagnosis(diagnosis.scanId()), Json.write(diagnosis), "application/json");
    }
}
