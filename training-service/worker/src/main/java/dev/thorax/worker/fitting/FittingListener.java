package dev.thorax.worker.fitting;

import java.util.List;

/** Receives the progress of a fitting on the thread that fits. */
public interface FittingListener {
    /**
     * Called when the fitting continues from a snapshot.
     *
     * @param done the epochs before it, in order
     */
    default void resumed(List<EpochReport> done) {}

    /**
     * Called when a batch was fitted.
     *
     * @param epoch the running epoch, from 1
     * @param done images of it that were fitted, 0 at its beginning
     * @param images images of an epoch
     */
    default void fitted(int epoch, int done, int images) {}

    /**
     * Called when features of a batch were extracted, from which a classifier will learn.
     *
     * @param done images whose features are there, 0 at the beginning
     * @param images images in all
     */
    default void extracted(int done, int images) {}

    /**
     * Called while classifiers are fitted to features: first the one of the version, then those that calibrate it.
     *
     * @param done how many are fitted, with the share of the running one, in [0,classifiers]
     * @param classifiers how many there are in all
     */
    default void classifiersFitted(double done, int classifiers) {}

    /** Called when an epoch has ended. */
    void epoch(EpochReport report);
}
