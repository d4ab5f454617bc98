package dev.thorax.training.validation;

/** How far a validation is. */
public enum ValidationState {
    /** It waits for a worker. */
    QUEUED,
    /** A worker has selected the scans, and scores them. */
    RUNNING,
    /** Its page is there. */
    DONE,
    /** It can never have a page. */
    FAILED;

    /** Returns whether nothing follows. */
    public boolean isFinal() {
        return this == DONE || this == FAILED;
    }
}
