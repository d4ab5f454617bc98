package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

import dev.thorax.contracts.topic.Topics;

/**
 * Follows {@link Topics#MODELS} from its beginning, in a thread and without a group, so that every replica sees every
 * promotion. What lies there at the start comes at once.
 */
public final class SlotFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SlotFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final Consumer<List<SlotChange>> listener;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "slot-follower");
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile boolean caughtUp;

    /**
     * Prepares a follower; {@link #start} starts it.
     *
     * @param kafka settings of the client, with at least {@code bootstrap.servers}
     * @param listener gets all changes of any slot, each once, oldest first, in the follower's thread; must not throw
     */
    public SlotFollower(Map<String, ?> kafka, Consumer<List<SlotChange>> listener) {
        this.settings = new HashMap<>(kafka);
        settings.remove("group.id");
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** Starts to follow; while the broker is away it tries again. */
    public SlotFollower start() {
        thread.start();
        return this;
    }

    /** Whether everything that lay in the topic when it started has been told. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Stops it, at the latest after five seconds. */
    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing(Duration.ZERO)) {
            try (KafkaConsumer<String, byte[]> fresh =
                    new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = fresh;
                follow(fresh);
            } catch (WakeupException e) {
                LOG.debug("The slot follower was woken to stop");
            } catch (KafkaException e) {
                LOG.warnf(
                        "The promotions of models cannot be read and are tried again topic=%s cause=\"%s\"",
                        Topics.MODELS, e.getMessage());
                isClosing(POLL);
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> from) {
        List<TopicPartition> partitions = from.partitionsFor(Topics.MODELS).stream()
                .map(partition -> new TopicPartition(Topics.MODELS, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("The broker has no topic " + Topics.MODELS + "; create it");
        }
        from.assign(partitions);
        from.seekToBeginning(partitions);
        next.forEach(from::seek);
        Map<TopicPartition, Long> end = from.endOffsets(partitions);
        List<SlotChange> changes = new ArrayList<>();
        boolean atEnd = false;
        while (!isClosing(Duration.ZERO)) {
            // A position also passes transaction markers and compacted gaps, which no record shows.
            atEnd = atEnd || partitions.stream().allMatch(p -> from.position(p) >= end.get(p));
            if (atEnd && !changes.isEmpty()) {
                listener.accept(List.copyOf(changes));
                changes.clear();
                partitions.forEach(partition -> next.put(partition, from.position(partition)));
            }
            caughtUp = caughtUp || atEnd;
            from.poll(POLL).forEach(record -> SlotChange.of(record).ifPresent(changes::add));
        }
    }

    private boolean isClosing(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
