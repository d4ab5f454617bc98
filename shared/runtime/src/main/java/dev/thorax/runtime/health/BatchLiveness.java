package dev.thorax.runtime.health;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import dev.thorax.runtime.config.BatchConfig;
import dev.thorax.runtime.kafka.BatchMeters;

/**
 * Reports a service as dead if it is at one batch for too long. The batch may wait for a broker that only this replica cannot
 * reach, while the replica keeps its partitions. Another process, or another replica, begins it again.
 */
@Liveness
@ApplicationScoped
public class BatchLiveness implements HealthCheck {
    private static final String NAME = "batches";

    private final BatchMeters batches;
    private final BatchConfig config;

    BatchLiveness(BatchMeters batches, BatchConfig config) {
        this.batches = batches;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> stuck = batches.stuck(config.deadline());
        if (stuck.isEmpty()) {
            return HealthCheckResponse.up(NAME);
        }
        return HealthCheckResponse.named(NAME)
                .down()
                .withData("channel", stuck.get())
                .withData(
                        "reason", "A batch is in work for longer than thorax.batch.deadline; start the service again.")
                .build();
    }
}
