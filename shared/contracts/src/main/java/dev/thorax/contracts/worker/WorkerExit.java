package dev.thorax.contracts.worker;

/** Exit codes of a worker that ended itself. */
public final class WorkerExit {
    /** Its parent ended or was silent for too long. */
    public static final int PARENT_LOST = 75;
    /** Another turn of its job began, or its lease could not be renewed. */
    public static final int LEASE_LOST = 76;
    /** Its job was cancelled. */
    public static final int CANCELLED = 77;

    private WorkerExit() {}
}
