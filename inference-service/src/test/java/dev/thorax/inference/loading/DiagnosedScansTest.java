package dev.thorax.inference.loading;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.inference.InferenceFixture;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosedScansTest {
    @TempDir
    private Path folder;

    private final InferenceFixture fixture = new InferenceFixture();
    private final ScanStored event = InferenceFixture.event("s1", StorageKeys.image("s1"));

    @Test
    void shouldFindTheDiagnosisOfTheSameEvent() {
        assertThat(diagnosed(false)).isFalse();

        archive(event.storedAt());

        assertThat(diagnosed(false)).isTrue();
        assertThat(fixture.registry
                        .get("thorax.inference.already.diagnosed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldNotTakeTheDiagnosisOfAnEarlierEvent() {
        archive(event.storedAt().minusNanos(1));

        assertThat(diagnosed(false)).isFalse();
    }

    @Test
    void shouldScoreAgainIfThatIsConfigured() {
        archive(event.storedAt());

        assertThat(diagnosed(true)).isFalse();
    }

    @Test
    void shouldTakeADamagedDiagnosisForNone() {
        fixture.store.put(StorageKeys.diagnosis("s1"), "{".getBytes(StandardCharsets.UTF_8), "application/json");

        assertThat(diagnosed(false)).isFalse();
    }

    private boolean diagnosed(boolean rescore) {
        return new DiagnosedScans(fixture.store, InferenceFixture.config(folder, rescore), fixture.metrics).has(event);
    }

    private void archive(Instant scannedAt) {
        fixture.store.put(
                StorageKeys.diagnosis("s1"),
                Json.write(Map.of("scanId", "s1", "scannedAt", scannedAt)),
                "application/json");
    }
}
