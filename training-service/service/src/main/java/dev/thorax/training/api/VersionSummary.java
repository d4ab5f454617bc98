package dev.thorax.training.api;

import java.time.Instant;
import java.util.List;

/**
 * A version in {@code GET /models/{model}}.
 *
 * @param version its name
 * @param trainedAt when its training ended (UTC)
 * @param dataset the data set that it was trained on, or null where its manifest does not say
 * @param classes its classes
 * @param slots the slots that it serves in
 */
public record VersionSummary(
        String version, Instant trainedAt, String dataset, List<String> classes, List<String> slots) {}
