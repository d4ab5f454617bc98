package dev.thorax.training.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.runtime.config.ServiceConfig;

/**
 * Publishes in Kafka transactions of a producer of its own. SmallRye's transactions report a failed commit as a success
 * (docs/decisions/0002), and no consumer's offset shows here whether one failed.
 */
@ApplicationScoped
public class KafkaEventPublisher implements EventPublisher {
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private KafkaProducer<String, byte[]> producer;

    KafkaEventPublisher(@Identifier("default-kafka-broker") Map<String, Object> kafka, ServiceConfig service) {
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

    private void open() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
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
