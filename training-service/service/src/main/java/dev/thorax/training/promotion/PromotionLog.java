package dev.thorax.training.promotion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

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

    private final Map<String, Object> settings;
    private final Map<String, List<ModelPromoted>> newestFirst = new HashMap<>();
    private final Set<String> published = new HashSet<>();
    private TopicReader reader;

    PromotionLog(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.settings = new HashMap<>(kafka);
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    }

    /**
     * All promotions to {@code slot} since it was empty, newest first.
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
                reader = TopicReader.open(settings, List.of(Topics.MODELS));
            }
            reader.readToEnd(PATIENCE, this::take);
        } catch (KafkaException e) {
            close();
            throw new PromotionLogUnavailableException(e.getMessage(), e);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Header id = record.headers().lastHeader(CloudEventHeaders.ID);
        if (id != null && id.value() != null) {
            published.add(new String(id.value(), UTF_8));
        }
        SlotChange.of(record).ifPresent(change -> {
            List<ModelPromoted> slot = newestFirst.computeIfAbsent(change.slot(), key -> new ArrayList<>());
            if (change.promoted() == null) {
                slot.clear();
            } else {
                slot.add(0, change.promoted());
            }
        });
    }

    @PreDestroy
    synchronized void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
