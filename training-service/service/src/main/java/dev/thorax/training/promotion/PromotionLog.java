package dev.thorax.training.promotion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.common.annotation.Identifier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.TopicReader;
import dev.thorax.runtime.kafka.SlotChange;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads which versions serve from the committed records of {@code thorax.models}. Each call reads on to their end, so that a
 * decision sees all that were committed before it. Safe for use by many threads.
 */
@ApplicationScoped
public class PromotionLog {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Promotions of a slot that are kept. Older ones come from the decisions in the object store. */
    static final int MOST = 100;
    /** Ids of events that are kept. An older decision is known as superseded by the object store. */
    static final int MOST_IDS = 10_000;
    /** The longest id of a decision has some 200 characters. */
    static final int MAX_ID = 500;

    private final Supplier<TopicReader> readers;
    private final Map<String, List<ModelPromoted>> newestFirst = new HashMap<>();
    private final Set<String> published = new LinkedHashSet<>();
    private TopicReader reader;

    @Inject
    PromotionLog(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this(() -> {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
            return TopicReader.open(settings, List.of(Topics.MODELS));
        });
    }

    PromotionLog(Supplier<TopicReader> readers) {
        this.readers = readers;
    }

    /**
     * The newest promotions to {@code slot} since it was empty, newest first; {@value #MOST} at most.
     *
     * @throws PromotionLogUnavailableException if the broker does not answer
     */
    public synchronized List<ModelPromoted> history(String slot) {
        readOn();
        return List.copyOf(newestFirst.getOrDefault(slot, List.of()));
    }

    /** The last promotion to {@code slot}; throws as {@link #history}. */
    public Optional<ModelPromoted> last(String slot) {
        return history(slot).stream().findFirst();
    }

    /** Returns whether the event of that CloudEvents id has been committed; throws as {@link #history}. */
    synchronized boolean isPublished(String eventId) {
        readOn();
        return published.contains(eventId);
    }

    /** Makes the next call read the topic from its beginning. */
    synchronized void readAnew() {
        close();
    }

    private void readOn() {
        try {
            if (reader == null) {
                newestFirst.clear();
                published.clear();
                reader = readers.get();
            }
            reader.readToEnd(PATIENCE, this::take);
        } catch (KafkaException e) {
            close();
            throw new PromotionLogUnavailableException(e.getMessage(), e);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Header id = record.headers().lastHeader(CloudEventHeaders.ID);
        if (id != null && id.value() != null && id.value().length <= MAX_ID) {
            note(new String(id.value(), UTF_8));
        }
        SlotChange.of(record).ifPresent(change -> {
            List<ModelPromoted> slot = newestFirst.computeIfAbsent(change.slot(), key -> new ArrayList<>());
            if (change.promoted() == null) {
                slot.clear();
            } else {
                slot.add(0, change.promoted());
                slot.subList(Math.min(MOST, slot.size()), slot.size()).clear();
            }
        });
    }

    private void note(String id) {
        published.remove(id);
        published.add(id);
        if (published.size() > MOST_IDS) {
            published.remove(published.iterator().next());
        }
    }

    @PreDestroy
    synchronized void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
