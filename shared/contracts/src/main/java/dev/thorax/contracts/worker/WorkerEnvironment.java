package dev.thorax.contracts.worker;

/**
 * Environment variables that give a worker in a cluster what a local one reads from standard input. The launch has no secrets
 * then: they are variables of their own, which the cluster fills from a secret.
 */
public final class WorkerEnvironment {
    /** The {@link WorkerLaunch} as JSON. */
    public static final String LAUNCH = "THORAX_WORKER_LAUNCH";
    /** Access key of the object store. */
    public static final String ACCESS_KEY = "THORAX_STORAGE_ACCESS_KEY";
    /** Secret key of the object store. */
    public static final String SECRET_KEY = "THORAX_STORAGE_SECRET_KEY";
    /** Keys that the objects of scans are encrypted with. May be missing. */
    public static final String ENCRYPTION_KEYS = "THORAX_STORAGE_ENCRYPTION_KEYS";

    private WorkerEnvironment() {}
}
