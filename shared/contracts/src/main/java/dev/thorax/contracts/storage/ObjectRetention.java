package dev.thorax.contracts.storage;

import java.time.Duration;
import java.util.List;

/**
 * How long objects of one prefix stay. They can be made again, or are files of rejected scans. Originals, canonical images, diagnoses,
 * bundles and decisions never leave by themselves.
 *
 * @param prefix prefix of the keys
 * @param age time after the last write
 */
public record ObjectRetention(String prefix, Duration age) {
    /** Heat maps and probabilities, which are computed again on demand. */
    public static final ObjectRetention EXPLANATIONS =
            new ObjectRetention(StorageKeys.explanations(), Duration.ofDays(30));

    /** Files of rejected scans, as long as the topic that refers to them keeps its records. */
    public static final ObjectRetention REJECTED = new ObjectRetention(StorageKeys.rejected(), Duration.ofDays(7));

    /** Probes of processes that were killed. */
    public static final ObjectRetention HEALTH = new ObjectRetention(StorageKeys.healthProbes(), Duration.ofDays(1));

    /** The objects that workers keep of ended trainings: checkpoints, leases, attempts and results. */
    public static final ObjectRetention ENDED_TRAININGS =
            new ObjectRetention(StorageKeys.trainings(), Duration.ofDays(30));

    /** Returns those that a bucket's lifecycle rules can hold: everything under their prefix leaves. */
    public static List<ObjectRetention> ofPrefixes() {
        return List.of(EXPLANATIONS, REJECTED, HEALTH);
    }
}
