package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.TopicReader;

/**
 * Follows {@link Topics#MODELS} from its beginning, in a thread and without a group, so that every replica sees every
 * promotion.
 */
public final class SlotFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SlotFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Changes of a slot that are kept until the end is reached. */
    static final int MOST = 100;

    private final Supplier<TopicReader> readers;
    private final Consumer<List<SlotChange>> listener;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "slot-follower");
    private volatile TopicReader reader;
    private volatile boolean caughtUp;

    /**
     * Prepares a follower. {@link #start} starts it.
     *
     * @param kafka settings of the client, as {@link dev.thorax.kafka.KafkaClients} needs them
     * @param listener gets the changes of any slot, each once, those of a slot oldest first, in the follower's thread: of many
     *     that come together the newest of each slot. If it throws, it gets
     *     the changes again one by one, and those for which it throws then are left out
     */
    public SlotFollower(Map<String, ?> kafka, Consumer<List<SlotChange>> listener) {
        this(() -> TopicReader.open(kafka, List.of(Topics.MODELS)), listener);
    }

    SlotFollower(Supplier<TopicReader> readers, Consumer<List<SlotChange>> listener) {
        this.readers = readers;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** Starts to follow. Connects again while the broker does not answer. */
    public SlotFollower start() {
        thread.start();
        return this;
    }

    /** Returns whether the listener has got all changes that the topic had at the start. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Returns whether the thread runs, or is not started yet. */
    public boolean isAlive() {
        return thread.getState() == Thread.State.NEW || thread.isAlive();
    }

    /** Stops the thread within five seconds. */
    @Override
    public void close() {
        closing.countDown();
        TopicReader current = reader;
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
            try (TopicReader fresh = readers.get()) {
                reader = fresh;
                follow(fresh);
            } catch (WakeupException e) {
                LOG.debug("Woke the slot follower to stop it");
            } catch (RuntimeException | Error e) {
                // Whatever it is, the service would never hear of a promotion again if it ended the thread.
                LOG.warnf(
                        "The promotions of models cannot be read and are tried again topic=%s cause=\"%s\"",
                        Topics.MODELS, e);
                LOG.debug("The failure in full", e);
                isClosing(PAUSE);
            } finally {
                reader = null;
            }
        }
    }

    private void follow(TopicReader from) {
        from.seek(next);
        Map<TopicPartition, Long> ends = from.ends();
        Map<String, Deque<SlotChange>> changes = new LinkedHashMap<>();
        boolean atEnd = false;
        while (!isClosing(Duration.ZERO)) {
            atEnd = atEnd || from.hasReached(ends);
            if (atEnd && !changes.isEmpty()) {
                give(changes.values().stream().flatMap(Deque::stream).toList());
                changes.clear();
                next.putAll(from.positions());
            }
            caughtUp = caughtUp || atEnd;
            from.poll(POLL).forEach(record -> SlotChange.of(record).ifPresent(change -> keep(change, changes)));
        }
    }

    /** Keeps the newest of each slot, so that no slot drives out another. */
    private static void keep(SlotChange change, Map<String, Deque<SlotChange>> changes) {
        Deque<SlotChange> slot = changes.computeIfAbsent(change.slot(), key -> new ArrayDeque<>());
        slot.add(change);
        if (slot.size() > MOST) {
            slot.remove();
        }
    }

    private void give(List<SlotChange> changes) {
        try {
            listener.accept(changes);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Promotions of models are taken one by one after a failure topic=%s", Topics.MODELS);
            changes.forEach(this::giveOne);
        }
    }

    private void giveOne(SlotChange change) {
        try {
            listener.accept(List.of(change));
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "A promotion of a model cannot be taken and is left out topic=%s slot=%s",
                    Topics.MODELS,
                    OutgoingRecords.cut(change.slot()));
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
