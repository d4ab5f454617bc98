package dev.thorax.training.run;

/** Reason why a run of a job ends before the job does. */
enum StopReason {
    /** The job was cancelled. */
    CANCELLED,
    /** The control plane stops. */
    SHUTDOWN,
    /** The lease could not be renewed, or another replica has a later turn. */
    LEASE_LOST
}
