package dev.thorax.runtime.health;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import dev.thorax.runtime.kafka.BatchMeters;

import static org.assertj.core.api.Assertions.assertThat;

class BatchLivenessTest {
    private static final Duration AHEAD = Duration.ofDays(1);

    private final BatchMeters batches = new BatchMeters(new SimpleMeterRegistry());

    @Test
    void shouldBeAliveWithoutABatchAndWithAYoungOne() {
        assertThat(check(AHEAD).getStatus()).isEqualTo(Status.UP);

        batches.begin("scans");

        assertThat(check(AHEAD).getStatus()).isEqualTo(Status.UP);
        assertThat(check(AHEAD).getName()).isEqualTo("batches");
    }

    @Test
    void shouldBeDeadIfABatchIsInWorkForTooLongAndNameItsChannel() {
        batches.begin("scans");

        HealthCheckResponse response = check(Duration.ZERO);

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        Map<String, Object> data = response.getData().orElseThrow();
        assertThat(data).containsEntry("channel", "scans");
        assertThat(data.get("reason")).asString().contains("thorax.batch.deadline", "start the service again");
    }

    @Test
    void shouldBeAliveAgainOnceTheBatchIsDone() {
        batches.begin("scans");
        batches.begin("trainings");
        batches.done("scans");
        assertThat(check(Duration.ZERO).getData().orElseThrow()).containsEntry("channel", "trainings");

        batches.done("trainings");

        assertThat(check(Duration.ZERO).getStatus()).isEqualTo(Status.UP);
    }

    /** A batch that comes again and again is the broker's or the store's fault; a new process would not help. */
    @Test
    void shouldBeAliveBetweenTwoTriesOfABatch() {
        batches.begin("scans");
        batches.failed("scans");

        assertThat(check(Duration.ZERO).getStatus()).isEqualTo(Status.UP);
    }

    /** Checks a moment later than what was done before. */
    private HealthCheckResponse check(Duration deadline) {
        long before = System.nanoTime();
        while (System.nanoTime() == before) {
            Thread.onSpinWait();
        }
        return new BatchLiveness(batches, () -> deadline).call();
    }
}
