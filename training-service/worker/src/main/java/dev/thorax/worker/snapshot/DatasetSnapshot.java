package dev.thorax.worker.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.Split;

/**
 * What a training froze when its first worker began. It trains, resumes and is scored by this. The folds of a
 * cross-validation share one.
 *
 * @param data the scans with their classes, digests, patients' pseudonyms and metadata
 * @param splits the only split, or one a fold, as indices of scans
 * @param recipe the recipe as it was read
 * @param engine name of the engine
 * @param trainedBy the library that trains, with its version
 * @param build digest of the worker's code
 * @param seed seed of the split, the first weights, the order and the augmentation
 * @param folds number of folds, or null for one split
 * @param heldOut what is held out, as the request named it, or null if it left that to the recipe
 * @param fromScratch whether a backbone begins with random weights
 * @param weights SHA-256 of the backbone's weights file, or null if the training begins with random weights
 * @param takenAt when it was frozen (UTC)
 * @param lungs the lung finder, or null if the network sees the scans without one
 */
public record DatasetSnapshot(
        DatasetScans data,
        List<Split> splits,
        Map<String, Object> recipe,
        String engine,
        String trainedBy,
        String build,
        long seed,
        @Nullable Integer folds,
        @Nullable String heldOut,
        boolean fromScratch,
        @Nullable String weights,
        Instant takenAt,
        @Nullable FrozenLungs lungs) {

    /** Refuses an object that lacks a part. */
    public DatasetSnapshot {
        if (data == null || splits == null || recipe == null || engine == null || trainedBy == null || build == null) {
            throw new IllegalArgumentException("A part of what the training froze is missing.");
        }
    }
}
