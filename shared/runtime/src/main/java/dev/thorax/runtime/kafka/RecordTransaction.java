package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.kafka.KafkaClients;

/** Sends the answers to one record in a Kafka transaction with its offset, outside of a channel. */
final class RecordTransaction implements AutoCloseable {
    private static final String ID = "transactional.id";
    private static final long PATIENCE_MILLIS = 30_000;

    private final Producer<String, byte[]> producer;

    /**
     * Opens a producer beside that of a channel.
     *
     * @param channel settings of a transactional channel
     * @param topic the topic of the record; other topics of the service may begin at the same time
     * @throws KafkaException if the broker does not answer, or does not grant the transactional id
     */
    RecordTransaction(Map<String, ?> channel, String topic) {
        this(KafkaClients.producer(settings(channel, topic)));
    }

    RecordTransaction(Producer<String, byte[]> producer) {
        this.producer = producer;
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    static Map<String, Object> settings(Map<String, ?> channel, String topic) {
        Map<String, Object> settings = new HashMap<>(channel);
        settings.put(ID, settings.get(ID) + "-" + topic + "-alone");
        settings.remove("client.id");
        settings.remove("key.serializer");
        settings.remove("value.serializer");
        settings.put("max.block.ms", PATIENCE_MILLIS);
        settings.put("transaction.timeout.ms", (int) PATIENCE_MILLIS);
        return settings;
    }

    /**
     * Sends {@code answers} and commits that the records of {@code partition} before {@code next} are answered.
     *
     * @throws KafkaException if nothing is committed, or if nobody knows it
     */
    void commit(List<Message<byte[]>> answers, TopicPartition partition, long next, ConsumerGroupMetadata group) {
        producer.beginTransaction();
        try {
            answers.forEach(answer -> producer.send(record(answer)));
            producer.flush();
            producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(next)), group);
        } catch (KafkaException e) {
            producer.abortTransaction();
            throw e;
        }
        producer.commitTransaction();
    }

    @SuppressWarnings("unchecked")
    private static ProducerRecord<String, byte[]> record(Message<byte[]> answer) {
        OutgoingKafkaRecordMetadata<String> to =
                answer.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        Integer partition = to.getPartition() < 0 ? null : to.getPartition();
        return new ProducerRecord<>(to.getTopic(), partition, null, to.getKey(), answer.getPayload(), to.getHeaders());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
