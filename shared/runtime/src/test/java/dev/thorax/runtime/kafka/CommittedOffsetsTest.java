package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommittedOffsetsTest {
    private final FakeKafka kafka = new FakeKafka();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CommittedOffsets offsets = new CommittedOffsets(kafka, Duration.ofMillis(1), stopping::get);

    @Test
    void shouldRequireThatTheLastRecordOfTheBatchIsCommitted() {
        Message<List<byte[]>> batch = kafka.batch("a", "b");
        assertThatThrownBy(() -> require(batch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The Kafka transaction was not committed");

        commit(batch);

        require(batch);
        Message<List<byte[]>> next = kafka.batch("c");
        assertThatThrownBy(() -> require(next)).isInstanceOf(IllegalStateException.class);
        commit(next);
        require(batch);
    }

    @Test
    void shouldAskUntilTheBrokerAnswers() {
        Message<List<byte[]>> batch = kafka.batch("a");
        commit(batch);
        kafka.unanswered = 3;

        require(batch);

        assertThat(kafka.unanswered).isZero();
    }

    @Test
    void shouldAskOnceIfTheServiceStops() {
        Message<List<byte[]>> batch = kafka.batch("a");
        commit(batch);
        kafka.unanswered = 3;
        stopping.set(true);

        assertThatThrownBy(() -> require(batch)).hasMessage("the broker does not answer");
        assertThat(kafka.unanswered).isEqualTo(2);
    }

    @Test
    void shouldMoveTheConsumerBack() {
        offsets.restore(FakeKafka.CHANNEL).await().indefinitely();

        assertThat(kafka.rewinds).isEqualTo(1);
    }

    private void require(Message<List<byte[]>> batch) {
        offsets.require(batch.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                        .orElseThrow())
                .await()
                .indefinitely();
    }

    private void commit(Message<List<byte[]>> batch) {
        kafka.withTransaction(batch, emitter -> Uni.createFrom().voidItem())
                .await()
                .indefinitely();
    }
}
