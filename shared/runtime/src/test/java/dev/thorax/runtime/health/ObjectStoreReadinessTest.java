package dev.thorax.runtime.health;

import java.time.Clock;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectStoreReadinessTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ObjectStoreReadiness readiness = new ObjectStoreReadiness(store);

    @Test
    void shouldBeReadyWhileTheStoreAnswers() {
        assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void shouldNotBeReadyWhileTheStoreIsAway() {
        store.failNext(1);
        HealthCheckResponse response = readiness.call();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(response.getName()).isEqualTo("object store");
        assertThat(response.getData().orElseThrow()).containsKey("reason");
        assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }
}
