package dev.thorax.training.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The part of a manifest that lists need. The rest of it, such as the ids of all scans, is not kept in memory.
 *
 * @param model name of the model
 * @param version its version
 * @param trainedAt when its training ended (UTC), or null if the manifest does not name it
 * @param data the data set, or null as {@code trainedAt}
 * @param classes its classes
 * @param files SHA-256 of each other file of the bundle, by file name
 */
public record ManifestSummary(
        String model,
        String version,
        @Nullable Instant trainedAt,
        @Nullable DataName data,
        List<String> classes,
        @Nullable Map<String, String> files) {

    /**
     * The data behind a version.
     *
     * @param dataset name of the data set
     */
    public record DataName(String dataset) {}

    /** Returns the name of the data set, or null if the manifest does not name it. */
    public @Nullable String dataset() {
        return data == null ? null : data.dataset();
    }
}
