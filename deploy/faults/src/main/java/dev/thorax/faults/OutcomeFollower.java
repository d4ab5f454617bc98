package dev.thorax.faults;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.common.errors.WakeupException;

import dev.thorax.kafka.TopicReader;

/** Reads the answers while the stack runs, on a thread of its own. */
final class OutcomeFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READ = Duration.ofMinutes(10);

    private final Outcomes outcomes = new Outcomes();
    private final TopicReader reader;
    private final Thread thread = new Thread(this::poll, "outcomes");

    OutcomeFollower(Map<String, String> kafka) {
        this.reader = open(kafka);
        thread.setDaemon(true);
        thread.start();
    }

    Outcomes outcomes() {
        return outcomes;
    }

    /** Returns all answers that are in the topics now, read anew from their beginning. */
    static Outcomes readAll(Map<String, String> kafka) {
        Outcomes all = new Outcomes();
        try (TopicReader reader = open(kafka)) {
            reader.readToEnd(READ, all::take);
        }
        return all;
    }

    private static TopicReader open(Map<String, String> kafka) {
        return TopicReader.open(kafka, Outcomes.TOPICS);
    }

    private void poll() {
        try (reader) {
            while (true) {
                reader.poll(POLL).forEach(outcomes::take);
            }
        } catch (WakeupException e) {
            // The way to stop.
        }
    }

    @Override
    public void close() {
        reader.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
