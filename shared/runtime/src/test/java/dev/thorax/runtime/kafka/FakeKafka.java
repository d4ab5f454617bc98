package dev.thorax.runtime.kafka;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import io.smallrye.reactive.messaging.kafka.transactions.TransactionalEmitter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.topic.Topics;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fakes a transactional channel, its consumer and its topics. As SmallRye's, it reports a commit that failed silently as a success.
 */
final class FakeKafka extends TopicHistory implements KafkaTransactions<byte[]>, KafkaClientService {
    static final String CHANNEL = "in";
    static final TopicPartition PARTITION = new TopicPartition(Topics.SCANS, 0);

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

    private final Map<String, byte[]> positions = new HashMap<>();
    private long offset;
    private long next;
    private long firstTime;

    FakeKafka() {
        super(Map.of());
    }

    /** Forgets what was committed. All records come again. */
    void loseOffsets() {
        offset = 0;
    }

    /** Makes the positions unreadable. */
    void spoilPositions() {
        positions.replaceAll((partition, position) -> new byte[] {'x'});
    }

    /** Makes the topic of records anew. Its records have other times. */
    void makeAnew() {
        offset = 0;
        firstTime += 1_000;
    }

    @Override
    public Map<String, byte[]> latest(TopicPartition partition, Set<String> keys) {
        assertThat(partition).isEqualTo(new TopicPartition(Topics.POSITIONS, 0));
        return positions.entrySet().stream()
                .filter(position -> keys.contains(position.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Optional<ConsumerRecord<String, byte[]>> record(TopicPartition partition, long offset) {
        assertThat(partition).isEqualTo(PARTITION);
        return Optional.of(record(offset, ""));
    }

    private ConsumerRecord<String, byte[]> record(long offset, String value) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                firstTime + offset,
                TimestampType.LOG_APPEND_TIME,
                3,
                value.length(),
                "key",
                value.getBytes(),
                new RecordHeaders(),
                Optional.empty());
    }

    /** Returns a batch of records, which are the next of their partition. */
    Message<List<byte[]>> batch(String... values) {
        List<ConsumerRecord<String, byte[]>> list = new ArrayList<>();
        for (String value : values) {
            list.add(record(offset + list.size(), value));
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
        Map<String, byte[]> answered = new HashMap<>();
        return Uni.createFrom()
                .deferred(() -> work.apply(emitter(sent, answered)))
                .invoke(() -> commit(sent, answered));
    }

    private void commit(List<String> sent, Map<String, byte[]> answered) {
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
        positions.putAll(answered);
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
                    // PauseRestorer reads the state of SmallRye's own consumer, which this is not.
                    case "runOnPollingThread" -> Uni.createFrom().voidItem();
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

    private static TransactionalEmitter<byte[]> emitter(List<String> sent, Map<String, byte[]> answered) {
        return new TransactionalEmitter<>() {
            @Override
            public <M extends Message<? extends byte[]>> void send(M message) {
                Optional<?> metadata = message.getMetadata(OutgoingKafkaRecordMetadata.class);
                if (metadata.isPresent()) {
                    OutgoingKafkaRecordMetadata<?> target = (OutgoingKafkaRecordMetadata<?>) metadata.get();
                    assertThat(target.getTopic()).isEqualTo(Topics.POSITIONS);
                    assertThat(target.getPartition()).isZero();
                    answered.put((String) target.getKey(), message.getPayload());
                } else {
                    sent.add(new String(message.getPayload()));
                }
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
