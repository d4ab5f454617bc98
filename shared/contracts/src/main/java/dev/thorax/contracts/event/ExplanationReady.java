package dev.thorax.contracts.event;

import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an {@link ExplanationRequested}: a heat map, or the reason why there is none.
 *
 * @param scanId the scan
 * @param model name of the explained model, or null if there is no heat map
 * @param version its version, or null if there is no heat map
 * @param label the explained class, or null if there is no heat map
 * @param heatmapKey object key of the heat map (16-bit grey PNG, 65535 stands for 1.0), or null if there is none
 * @param overlay where to GET it drawn over the scan, or null if there is none
 * @param problem one sentence saying why there is no heat map, or null if there is one
 * @param readyAt when (UTC)
 */
public record ExplanationReady(
        String scanId,
        @Nullable String model,
        @Nullable String version,
        @Nullable String label,
        @Nullable String heatmapKey,
        @Nullable URI overlay,
        @Nullable String problem,
        Instant readyAt) {}
