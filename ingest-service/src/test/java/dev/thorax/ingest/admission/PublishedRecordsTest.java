package dev.thorax.ingest.admission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ScanRejected;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.config.FixedThreads;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class PublishedRecordsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
    private static final ScanTopics TOPICS = new ScanTopics(Map.of(), "stored-1");

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final PublishedScans published = new PublishedScans(store);
    private final AdmissionPool pool = new AdmissionPool(new FixedThreads(1));
    private final PublishedRecords records = new PublishedRecords(published, pool);

    @AfterEach
    void stop() {
        pool.stop();
    }

    @Test
    void shouldMarkTheScansOfThePublishedEvents() {
        mark(List.of(stored("s1"), stored("s2")));

        assertThat(isMarked("s1")).isTrue();
        assertThat(isMarked("s2")).isTrue();
        assertThat(published.isMarked(sha256("s1"), "s1", new ScanTopics(Map.of(), "stored-2")))
                .as("of a topic that was made anew")
                .isFalse();
    }

    @Test
    void shouldMarkNothingForARejection() {
        Message<byte[]> rejection = OutgoingRecords.rejection(
                new ScanRejected("s1", "rejected/0f", 1, "0f", "corrupt", "Why.", "thorax.scans-0@1", NOW),
                "/thorax/ingest");

        mark(List.of(rejection, Message.of(new byte[] {1})));

        assertThat(store.list("")).isEmpty();
    }

    @Test
    void shouldMarkNothingForNoRecords() {
        mark(List.of());

        assertThat(store.list("")).isEmpty();
    }

    @Test
    void shouldMarkTheOthersIfTheStoreDoesNotAnswerForOne() {
        store.failNext(1);

        mark(List.of(stored("s1"), stored("s2")));

        assertThat(isMarked("s1")).isFalse();
        assertThat(isMarked("s2")).isTrue();
    }

    @Test
    void shouldNotWriteOnTheThreadOfTheCaller() {
        Thread caller = Thread.currentThread();
        store.beforeEachCall(call -> assertThat(Thread.currentThread()).isNotSameAs(caller));

        mark(List.of(stored("s1")));

        store.beforeEachCall(call -> {});
        assertThat(isMarked("s1")).isTrue();
    }

    private void mark(List<Message<byte[]>> sent) {
        records.mark(sent, TOPICS).await().atMost(LONG);
    }

    private boolean isMarked(String scanId) {
        return published.isMarked(sha256(scanId), scanId, TOPICS);
    }

    private static String sha256(String scanId) {
        return "sha256-of-" + scanId;
    }

    private static Message<byte[]> stored(String scanId) {
        ScanStored event = new ScanStored(
                scanId, null, null, null, null, sha256(scanId), "image/png", StorageKeys.image(scanId), 1, 1, NOW);
        return OutgoingRecords.event(event, scanId, "stored-" + scanId, "/thorax/ingest", NOW);
    }
}
