package dev.thorax.contracts.topic;

/** Kafka headers (UTF-8 text) of a record about a scan that could not be taken further. They hold nothing that names a patient. */
public final class RejectionHeaders {
    /** A stable code, e.g. {@code truncated}. */
    public static final String REASON = "thorax-reason";
    /** One sentence for a person: what is wrong and what to do. */
    public static final String DETAIL = "thorax-detail";
    /** The record's origin: {@code topic-partition@offset}, or {@code POST /scans}. */
    public static final String ORIGIN = "thorax-origin";
    /** The time of the refusal: ISO-8601, UTC. */
    public static final String TIME = "thorax-time";

    private RejectionHeaders() {}
}
