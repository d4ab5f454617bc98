package dev.thorax.ingest.admission;

import java.time.Instant;

/** Answers what became of records of earlier claims. Every method throws a {@code KafkaException} if the broker does not answer. */
public interface ScanHistory {
    /** Returns the ids of the topics as they are now. */
    ScanTopics topics();

    /** Returns whether ingest will still get the record of {@code claim} and publish its scan. */
    boolean isStillToCome(ScanClaim claim, ScanTopics topics);

    /** Returns whether the event of a scan was published since {@code time}. */
    boolean isPublished(String scanId, Instant time);
}
