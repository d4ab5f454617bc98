package dev.thorax.ingest.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.runtime.kafka.TopicHistory;

import static java.util.stream.Collectors.toSet;

/** Is one partition of scans with its committed offset and its events. It can be made anew, as after a loss of Kafka. */
public final class FakeScanHistory implements ScanHistory {
    /** Events that are read at once. */
    public static final int PAGE = 3;

    private final Map<String, Instant> events = new HashMap<>();
    private final List<ScanStored> stored = new ArrayList<>();
    private final Set<Instant> searches = new HashSet<>();
    private int incarnation = 1;
    private long first;
    private long committed;
    private long end;

    @Override
    public ScanTopics topics() {
        return new ScanTopics(
                Map.of("thorax.scans", "scans-" + incarnation, "thorax.scans.room-3", "room-" + incarnation),
                "stored-" + incarnation);
    }

    @Override
    public boolean isStillToCome(ScanClaim claim, ScanTopics topics) {
        long offset = Long.parseLong(claim.origin().substring(claim.origin().indexOf('@') + 1));
        return (claim.scans() == null || topics.hasSource(claim.scans())) && offset >= Math.max(first, committed);
    }

    @Override
    public ScanEndOffsets ends() {
        return new ScanEndOffsets(Map.of(ScanEndOffsets.partition("scans-" + incarnation, 0), end));
    }

    @Override
    public boolean hasRead(ScanEndOffsets ends) {
        Long end = ends.offsets().get(ScanEndOffsets.partition("scans-" + incarnation, 0));
        return end == null || Math.max(first, committed) >= end;
    }

    /** Lets devices send records up to the one before {@code offset}. */
    public void sentTo(long offset) {
        end = offset;
    }

    /** Commits all records before {@code offset}. */
    public void commitTo(long offset) {
        committed = offset;
    }

    @Override
    public boolean isPublished(String scanId, Instant time) {
        searches.add(time);
        Instant published = events.get(scanId);
        return published != null && !published.isBefore(time);
    }

    @Override
    public TopicHistory.Page events(Map<Integer, Long> from, Consumer<ScanStored> handler) {
        int first = from.getOrDefault(0, 0L).intValue();
        int end = Math.min(first + PAGE, stored.size());
        stored.subList(first, end).forEach(handler);
        return new TopicHistory.Page(Map.of(0, (long) end), end == stored.size());
    }

    /** Adds the event of a scan to those that can be read. */
    public void store(String scanId, String sha256, String patient) {
        stored.add(new ScanStored(scanId, patient, null, null, null, sha256, "image/png", "", 1, 1, Instant.EPOCH));
    }

    /** Commits the record at {@code offset} with the event of a scan. */
    void commit(long offset, String scanId, Instant now) {
        events.merge(scanId, now, (before, again) -> {
            throw new AssertionError("The scan " + scanId + " is published twice.");
        });
        committed = offset + 1;
    }

    /** Commits the record at {@code offset} without an event. */
    void commit(long offset) {
        committed = offset + 1;
    }

    /** Loses the committed offsets, so that all records come again. */
    void loseOffsets() {
        committed = 0;
    }

    /** Removes the records before {@code offset} by retention. */
    void retainFrom(long offset) {
        first = offset;
    }

    /** Makes the topics anew, without records. */
    public void makeAnew() {
        incarnation++;
        first = 0;
        committed = 0;
        events.clear();
        stored.clear();
    }

    /** Returns from where the topic of events was searched. */
    Set<Instant> searches() {
        return searches.stream().collect(toSet());
    }

    /** Returns the ids of the scans that were published since the topics were made. */
    Set<String> published() {
        return Set.copyOf(events.keySet());
    }
}
