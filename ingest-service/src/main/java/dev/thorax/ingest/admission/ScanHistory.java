package dev.thorax.ingest.admission;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.runtime.kafka.TopicHistory;

/** Answers what became of records of earlier claims. Every method throws a {@code KafkaException} if the broker does not answer. */
public interface ScanHistory {
    /** Returns the ids of the topics as they are now. */
    ScanTopics topics();

    /** Returns whether ingest will still get the record of {@code claim} and publish its scan. */
    boolean isStillToCome(ScanClaim claim, ScanTopics topics);

    /**
     * Reads the next events of scans.
     *
     * @param from the first offset to read of each partition; the others are read from their beginning
     * @param handler takes the events
     */
    TopicHistory.Page events(Map<Integer, Long> from, Consumer<ScanStored> handler);

    /** Returns the offset behind the last record of each partition that scans come from. */
    ScanEndOffsets ends();

    /** Returns whether ingest has answered all records before {@code ends} that are not lost, so that none of them is still to come. */
    boolean hasRead(ScanEndOffsets ends);

    /** Returns whether the event of a scan was published since {@code time}. */
    boolean isPublished(String scanId, Instant time);
}
