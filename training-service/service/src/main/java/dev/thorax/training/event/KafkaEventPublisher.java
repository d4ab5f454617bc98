package dev.thorax.training.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicReader;
import dev.thorax.runtime.config.ServiceConfig;

/**
 * Publishes in Kafka transactions of a producer of its own. SmallRye's transactions report a failed commit as a success
 * (docs/decisions/0002), and no consumer's offset shows here whether one failed.
 */
@ApplicationScoped
public class KafkaEventPublisher implements EventPublisher {
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Clocks of replicas and workers may differ by less than this. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final Map<String, Object> kafka;
    private final Map<String, Object> settings;
    private Producer<String, byte[]> producer;

    KafkaEventPublisher(@Identifier("default-kafka-broker") Map<String, Object> kafka, ServiceConfig service) {
        this.kafka = kafka;
        this.settings = new HashMap<>(kafka);
        settings.put("transactional.id", "thorax-training-runs-" + service.instance());
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
    }

    @Override
    public synchronized void publish(List<Message<byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        try {
            open();
            producer.beginTransaction();
            records.forEach(record -> producer.send(record(record)));
            producer.commitTransaction();
        } catch (KafkaException e) {
            close();
            throw new EventPublishingException(e);
        }
    }

    @Override
    public synchronized void publishOnce(List<Message<byte[]>> records, Instant since) {
        try {
            // Ends a transaction that an earlier process with this name left open, so that what it committed can be
            // read.
            open();
            if (isCommitted(record(records.get(0)), since.minus(CLOCKS_DIFFER))) {
                return;
            }
        } catch (KafkaException e) {
            close();
            throw new EventPublishingException(e);
        }
        publish(records);
    }

    private boolean isCommitted(ProducerRecord<String, byte[]> event, Instant since) {
        byte[] id = event.headers().lastHeader(CloudEventHeaders.ID).value();
        AtomicBoolean found = new AtomicBoolean();
        try (TopicReader reader = TopicReader.open(kafka, List.of(event.topic()))) {
            reader.seekToTime(since);
            reader.readToEnd(PATIENCE, record -> {
                Header other = record.headers().lastHeader(CloudEventHeaders.ID);
                if (other != null && Arrays.equals(id, other.value())) {
                    found.set(true);
                }
            });
        }
        return found.get();
    }

    private void open() {
        if (producer == null) {
            producer = KafkaClients.producer(settings);
            producer.initTransactions();
        }
    }

    private static ProducerRecord<String, byte[]> record(Message<byte[]> message) {
        OutgoingKafkaRecordMetadata<?> metadata =
                message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        return new ProducerRecord<>(
                metadata.getTopic(), null, (String) metadata.getKey(), message.getPayload(), metadata.getHeaders());
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }
}
