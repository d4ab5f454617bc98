package dev.thorax.contracts.worker;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Order to score a version on labelled scans of a hospital, before it goes live there, and to calibrate its class sets on them.
 *
 * @param validationId identifies the validation
 * @param model name of the model
 * @param version its version
 * @param dataset the data set that has the hospital's labelled scans
 * @param sources the sources (hospitals or sites) whose scans count, or null for all scans of the data set
 * @param coverage coverage of the class sets of a new version that is calibrated on these scans, in [0.5,0.999]; null for no new version
 * @param by who asks for it
 * @param why the reason, or null
 * @param requestedAt when it was requested (UTC)
 */
public record ValidationOrder(
        String validationId,
        String model,
        String version,
        String dataset,
        @Nullable List<String> sources,
        @Nullable Double coverage,
        String by,
        @Nullable String why,
        Instant requestedAt) {
    /** Copies the list. */
    public ValidationOrder {
        sources = sources == null ? null : List.copyOf(sources);
    }
}
