package dev.thorax.contracts.topic;

/**
 * Sizes, in bytes, that a scan may have on its way. Each limit is above the one before, so that each scan is refused by
 * the part that can explain why.
 */
public final class ScanLimits {
    private static final int MIB = 1 << 20;

    /** Largest file of a scan. Ingest refuses a larger one with a reason. */
    public static final int FILE = 32 * MIB;

    /** Largest mask of a scan. {@link #SCAN_RECORD} has room for it beside the largest file. */
    public static final int MASK = MIB;

    /**
     * Largest record of {@link Topics#SCANS} and largest request of a device's producer: a file of more than
     * {@link #FILE} with headers, so that ingest answers a file just over the limit, not the broker.
     */
    public static final int SCAN_RECORD = 34 * MIB;

    /** Largest record of {@link Topics#SCANS_REJECTED}, which carried a file of up to 33 MiB in earlier releases. */
    public static final int REJECTED_RECORD = 35 * MIB;

    /**
     * Largest request of ingest's producers, which must take a scan with the overhead of its batch. The channels of
     * ingest and its upload have it as {@code max.request.size}.
     */
    public static final int REJECTED_REQUEST = 36 * MIB;

    /** Largest record of each other topic: what Kafka takes if nobody sets a limit. */
    public static final int EVENT_RECORD = 1_048_588;

    private ScanLimits() {}
}
