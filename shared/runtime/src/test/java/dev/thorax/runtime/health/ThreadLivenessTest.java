package dev.thorax.runtime.health;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadLivenessTest {
    @Test
    void shouldReportAThreadThatRunsWithoutAReason() {
        HealthCheckResponse response = ThreadLiveness.of("follower", true);

        assertThat(response.getName()).isEqualTo("follower");
        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData()).isEmpty();
    }

    @Test
    void shouldReportAThreadThatHasEndedAndWhatToDo() {
        HealthCheckResponse response = ThreadLiveness.of("follower", false);

        assertThat(response.getName()).isEqualTo("follower");
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .containsEntry("reason", "The thread has ended; start the service again.");
    }
}
