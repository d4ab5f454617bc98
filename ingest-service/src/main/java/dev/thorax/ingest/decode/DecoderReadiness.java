package dev.thorax.ingest.decode;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Reports ingest as ready unless none of its decoder processes starts. */
@Readiness
@ApplicationScoped
class DecoderReadiness implements HealthCheck {
    private final DecoderProcesses processes;

    DecoderReadiness(DecoderProcesses processes) {
        this.processes = processes;
    }

    @Override
    public HealthCheckResponse call() {
        return response(processes.fault());
    }

    static HealthCheckResponse response(@Nullable String fault) {
        return fault == null
                ? HealthCheckResponse.up("decoders")
                : HealthCheckResponse.named("decoders")
                        .down()
                        .withData(
                                "reason",
                                "No process that decodes pictures starts, so scans wait (" + fault
                                        + "). Look for its cause in the log of ingest.")
                        .build();
    }
}
