package dev.thorax.servers;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.kafka.TopicReader;

/** Reads which keys the records of some topics have, from the beginning, and keeps nothing else of them. */
public final class AnswerReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final TopicReader reader;
    private final Map<String, Integer> counts = new HashMap<>();

    private AnswerReader(TopicReader reader) {
        this.reader = reader;
    }

    /** Opens a reader of {@code topics} of {@code stack}. */
    public static AnswerReader open(TestStack stack, String... topics) {
        return new AnswerReader(TopicReader.open(stack.superUser(), List.of(topics)));
    }

    /**
     * Waits up to a minute for a record with {@code key}.
     *
     * @throws IllegalStateException if none comes
     */
    public void await(String key) {
        long start = System.nanoTime();
        while (!counts.containsKey(key)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("no record with key " + key + " within " + PATIENCE);
            }
            reader.poll(POLL).forEach(record -> counts.merge(String.valueOf(record.key()), 1, Integer::sum));
        }
    }

    /** Returns how many records were read. */
    public int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void close() {
        reader.close();
    }
}
