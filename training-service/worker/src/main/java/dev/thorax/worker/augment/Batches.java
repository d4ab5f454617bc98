package dev.thorax.worker.augment;

import dev.thorax.network.engine.Batch;

/** Makes batches of images with what they show. For any number of threads. */
public interface Batches {
    /** Returns the number of batches of {@code scans} scans. */
    int batches(int scans);

    /**
     * Makes one batch.
     *
     * @param order indices of the part's scans in the order of this epoch
     * @param index which batch of it, from 0
     * @param seed decides the variation of each scan, whichever thread makes it
     */
    Batch make(int[] order, int index, long seed);
}
