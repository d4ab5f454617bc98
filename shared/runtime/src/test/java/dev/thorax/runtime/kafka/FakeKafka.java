package dev.thorax.runtime.kafka;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import io.smallrye.reactive.messaging.kafka.transactions.TransactionalEmitter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Fakes a transactional channel and its consumer. As SmallRye's, it reports a commit that failed silently as a success.
 */
final class FakeKafka implements KafkaTransactions<byte[]>, KafkaClientService {
    static final String CHANNEL = "in";
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    /** Values of the committed records. */
    final List<String> committed = new ArrayList<>();
    /** How often the consumer went back to the committed offsets. */
    int rewinds;
    /** The next commits fail and are reported as successes. */
    int silentFailures;
    /** The next commits fail with this. */
    RuntimeException commitFailure;
    /** The next questions for the committed offsets fail. */
    int unanswered;

    /** Most bytes of a value that a commit takes. */
    int maxBytes = Integer.MAX_VALUE;

    private long offset;
    private long next;

    /** Returns a batch of records, which are the next of their partition. */
    Message<List<byte[]>> batch(String... values) {
        List<ConsumerRecord<String, byte[]>> list = new ArrayList<>();
        for (String value : values) {
            list.add(new ConsumerRecord<>(
                    PARTITION.topic(), PARTITION.partition(), offset + list.size(), "key", value.getBytes()));
        }
        next = offset + list.size();
        ConsumerRecords<String, byte[]> records =
                new ConsumerRecords<>(Map.of(PARTITION, list), Map.of(PARTITION, new OffsetAndMetadata(next)));
        return Message.of(list.stream().map(ConsumerRecord::value).toList())
                .addMetadata(new IncomingKafkaRecordBatchMetadata<>(
                        records, CHANNEL, Map.of(PARTITION, new OffsetAndMetadata(next - 1))));
    }

    @Override
    public <R> Uni<R> withTransaction(Message<?> batch, Function<TransactionalEmitter<byte[]>, Uni<R>> work) {
        List<String> sent = new ArrayList<>();
        return Uni.createFrom().deferred(() -> work.apply(emitter(sent))).invoke(() -> commit(sent));
    }

    private void commit(List<String> sent) {
        if (commitFailure != null) {
            throw commitFailure;
        }
        if (silentFailures > 0) {
            silentFailures--;
            return;
        }
        if (sent.stream().anyMatch(value -> value.length() > maxBytes)) {
            throw new IllegalStateException(new RecordTooLargeException("an answer is too large"));
        }
        committed.addAll(sent);
        offset = next;
    }

    @Override
    public <R> Uni<R> withTransaction(Function<TransactionalEmitter<byte[]>, Uni<R>> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isTransactionInProgress() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> List<KafkaConsumer<K, V>> getConsumers(String channel) {
        return List.of((KafkaConsumer<K, V>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "committed" -> committedOffsets();
                    case "resetToLastCommittedPositions" ->
                        Uni.createFrom().voidItem().invoke(() -> rewinds++);
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    private Uni<Map<TopicPartition, OffsetAndMetadata>> committedOffsets() {
        if (unanswered > 0) {
            unanswered--;
            return Uni.createFrom().failure(new IllegalStateException("the broker does not answer"));
        }
        return Uni.createFrom().item(Map.of(PARTITION, new OffsetAndMetadata(offset)));
    }

    @Override
    public <K, V> KafkaConsumer<K, V> getConsumer(String channel) {
        return this.<K, V>getConsumers(channel).get(0);
    }

    @Override
    public <K, V> KafkaProducer<K, V> getProducer(String channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> getConsumerChannels() {
        return Set.of(CHANNEL);
    }

    @Override
    public Set<String> getProducerChannels() {
        return Set.of();
    }

    private static TransactionalEmitter<byte[]> emitter(List<String> sent) {
        return new TransactionalEmitter<>() {
            @Override
            public <M extends Message<? extends byte[]>> void send(M message) {
                sent.add(new String(message.getPayload()));
            }

            @Override
            public void send(byte[] payload) {
                sent.add(new String(payload));
            }

            @Override
            public void markForAbort() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean isMarkedForAbort() {
                return false;
            }
        };
    }
}
