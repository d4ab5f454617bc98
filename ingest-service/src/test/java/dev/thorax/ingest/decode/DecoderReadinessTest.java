package dev.thorax.ingest.decode;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DecoderReadinessTest {
    @Test
    void shouldBeReadyWhileAProcessStarts() {
        assertThat(DecoderReadiness.response(null).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void shouldNotBeReadyIfNoProcessStarts() {
        HealthCheckResponse response = DecoderReadiness.response("exit 1");

        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .containsEntry(
                        "reason",
                        "No process that decodes pictures starts, so scans wait (exit 1)."
                                + " Look for its cause in the log of ingest.");
    }
}
