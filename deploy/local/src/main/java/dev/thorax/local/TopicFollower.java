package dev.thorax.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;

import dev.thorax.kafka.TopicReader;

/** Reads topics on a thread of its own, some from their beginning, some from their end at the start. */
final class TopicFollower implements AutoCloseable {
    private static final Duration READ = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicReader reader;
    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> handlers;
    private final Thread thread;
    private volatile RuntimeException failure;

    private TopicFollower(TopicReader reader, Map<String, Consumer<ConsumerRecord<String, byte[]>>> handlers) {
        this.reader = reader;
        this.handlers = handlers;
        this.thread = new Thread(this::poll, "follower");
        this.thread.setDaemon(true);
    }

    /**
     * Starts reading; when this returns, the positions are fixed and the whole topics are read to their end.
     *
     * @param kafka settings of a Kafka client that may read the topics
     * @param handlers what to do with a record, by topic
     * @param fromBeginning the topics to read whole
     */
    static TopicFollower start(
            Map<String, String> kafka,
            Map<String, Consumer<ConsumerRecord<String, byte[]>>> handlers,
            Set<String> fromBeginning) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("max.partition.fetch.bytes", 1 << 20);
        TopicReader reader = TopicReader.open(settings, handlers.keySet());
        Set<String> others = new HashSet<>(handlers.keySet());
        others.removeAll(fromBeginning);
        reader.seekToEnd(others);
        TopicFollower follower = new TopicFollower(reader, handlers);
        reader.readToEnd(READ, follower::dispatch);
        follower.thread.start();
        return follower;
    }

    private void dispatch(ConsumerRecord<String, byte[]> record) {
        handlers.get(record.topic()).accept(record);
    }

    private void poll() {
        try (reader) {
            while (!Thread.currentThread().isInterrupted()) {
                reader.poll(POLL).forEach(this::dispatch);
            }
        } catch (WakeupException e) {
            // The way to stop.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Throws the failure that ended the reading, if there is one, since no record comes any more. */
    void checkReads() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        reader.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
