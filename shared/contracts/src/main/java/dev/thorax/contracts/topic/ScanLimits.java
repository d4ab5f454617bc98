package dev.thorax.contracts.topic;

/**
 * Sizes, in bytes, that a scan may have on its way. Each limit is above the one before, so that each scan is refused by
 * the part that can explain why.
 */
public final class ScanLimits {
    private static final int MIB = 1 << 20;

    /** Largest file of a scan. Ingest refuses a larger one with a reason. */
    public static final int FILE = 32 * MIB;

    /**
     * Largest file that a rejection still carries. A device's producer may send a file a little over {@link #FILE}. A
     * larger one is described in the rejection instead, because its topic might not take it.
     */
    public static final int REJECTED_FILE = 33 * MIB;

    /**
     * Largest record of {@link Topics#SCANS} and largest request of a device's producer: a file of more than
     * {@link #FILE} with headers, so that ingest answers a file just over the limit, not the broker.
     */
    public static final int SCAN_RECORD = 34 * MIB;

    /** Largest record of {@link Topics#SCANS_REJECTED}: {@link #REJECTED_FILE} with key and headers. */
    public static final int REJECTED_RECORD = 35 * MIB;

    /**
     * Largest request of ingest's producers, which must take a rejection with the overhead of its batch. The channels of
     * ingest and its upload have it as {@code max.request.size}.
     */
    public static final int REJECTED_REQUEST = 36 * MIB;

    /** Largest record of each other topic: what Kafka takes if nobody sets a limit. */
    public static final int EVENT_RECORD = 1_048_588;

    private ScanLimits() {}
}
