package dev.thorax.inference.shadow;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.runtime.kafka.OutgoingRecords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DiagnosisStreamTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DIAGNOSES, 0);

    private final Map<TopicPartition, OffsetAndTimestamp> firstAfterPromotion = new HashMap<>();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            assertThat(times.values()).allMatch(time -> time == SINCE.toEpochMilli());
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>(firstAfterPromotion);
            found.keySet().retainAll(times.keySet());
            return found;
        }
    };
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    @Test
    void shouldSendAnswersInOneTransactionWithTheOffsetsOfTheDiagnoses() {
        DiagnosisStream stream = stream();
        deliver(5, 6);

        stream.answer(
                diagnoses -> diagnoses.stream().map(DiagnosisStreamTest::answer).toList());

        assertThat(producer.history()).extracting(record -> record.key()).containsExactly("scan-5", "scan-6");
        assertThat(producer.history()).extracting(record -> record.topic()).containsOnly(Topics.DIAGNOSES_CANDIDATE);
        assertThat(producer.commitCount()).isEqualTo(1);
        Map<TopicPartition, OffsetAndMetadata> offsets = producer.consumerGroupOffsetsHistory()
                .get(0)
                .values()
                .iterator()
                .next();
        assertThat(offsets).containsEntry(PARTITION, new OffsetAndMetadata(7));
    }

    @Test
    void shouldBeginAtTheFirstDiagnosisAfterThePromotion() {
        firstAfterPromotion.put(PARTITION, new OffsetAndTimestamp(6, SINCE.toEpochMilli()));
        DiagnosisStream stream = stream();

        deliver(5, 6, 7);
        stream.answer(
                diagnoses -> diagnoses.stream().map(DiagnosisStreamTest::answer).toList());

        assertThat(producer.history()).extracting(record -> record.key()).containsExactly("scan-6", "scan-7");
    }

    @Test
    void shouldContinueAtTheLastCommit() {
        firstAfterPromotion.put(PARTITION, new OffsetAndTimestamp(6, SINCE.toEpochMilli()));
        DiagnosisStream stream = stream();
        deliver(5);
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(7)));
        consumer.rebalance(List.of());

        deliver(6, 7);
        stream.answer(
                diagnoses -> diagnoses.stream().map(DiagnosisStreamTest::answer).toList());

        assertThat(producer.history()).extracting(record -> record.key()).containsExactly("scan-7");
    }

    @Test
    void shouldCommitTheOffsetsOfDiagnosesThatHaveNoAnswer() {
        DiagnosisStream stream = stream();
        deliver(5);

        stream.answer(diagnoses -> List.of());

        assertThat(producer.history()).isEmpty();
        assertThat(producer.commitCount()).isEqualTo(1);
    }

    @Test
    void shouldBeginNoTransactionWithoutDiagnoses() {
        stream().answer(diagnoses -> {
            throw new AssertionError("nothing to score");
        });

        assertThat(producer.commitCount()).isZero();
    }

    @Test
    void shouldCommitNothingIfScoringFails() {
        DiagnosisStream stream = stream();
        deliver(5);

        assertThatThrownBy(() -> stream.answer(diagnoses -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");
        stream.close();

        assertThat(producer.commitCount()).isZero();
        assertThat(producer.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void shouldRefuseAPromotionWithoutTime() {
        ModelPromoted promoted =
                new ModelPromoted(Slot.CANDIDATE.wireName(), "tiny", "c1", "digest", "test", null, null, null);

        assertThatThrownBy(() -> DiagnosisStream.connect(Map.of(), promoted, "it"))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("promote it again");
    }

    @Test
    void shouldCloseItsConsumerIfThereIsNoProducer() throws Exception {
        Map<String, Object> kafka = Map.of(
                "bootstrap.servers",
                "localhost:1",
                "security.protocol",
                "PLAINTEXT",
                "client.id",
                "leak-test",
                "compression.type",
                "no such codec");
        ModelPromoted promoted =
                new ModelPromoted(Slot.CANDIDATE.wireName(), "tiny", "c1", "digest", "test", null, null, SINCE);

        assertThatThrownBy(() -> DiagnosisStream.connect(kafka, promoted, "it")).isInstanceOf(KafkaException.class);

        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .isRegistered(new ObjectName("kafka.consumer:type=app-info,id=leak-test")))
                .isFalse();
    }

    private DiagnosisStream stream() {
        return new DiagnosisStream(consumer, producer, SINCE);
    }

    private void deliver(long... offsets) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, offsets[0]));
        consumer.rebalance(List.of(PARTITION));
        for (long offset : offsets) {
            consumer.addRecord(new ConsumerRecord<>(Topics.DIAGNOSES, 0, offset, "scan-" + offset, new byte[] {1}));
        }
    }

    private static Message<byte[]> answer(ConsumerRecord<String, byte[]> diagnosis) {
        return OutgoingRecords.rejection(
                Topics.DIAGNOSES_CANDIDATE, diagnosis.key(), diagnosis.value(), "r", "d", "o", SINCE);
    }
}
