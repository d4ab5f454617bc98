package dev.thorax.inference;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.loading.DiagnosedScans;
import dev.thorax.inference.loading.ScanLoader;
import dev.thorax.inference.model.ProductionModel;
import dev.thorax.inference.scoring.Pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests what the service does before a first model serves, and with a record that it cannot score. */
class ScoringTest {
    @TempDir
    private Path folder;

    private final InferenceFixture fixture = new InferenceFixture();
    private ScanLoader loader;
    private Scoring scoring;

    @BeforeEach
    void start() {
        InferenceConfig config = InferenceFixture.config(folder);
        loader = new ScanLoader(
                fixture.store,
                new DiagnosedScans(fixture.store, config, fixture.metrics),
                config,
                fixture.metrics,
                fixture.clock);
        // Without Kafka: a call of it would fail.
        scoring = new Scoring(new ProductionModel(), Pipelines.of(fixture, loader, config), null, null, config);
    }

    @AfterEach
    void stop() {
        loader.close();
    }

    @Test
    void shouldBeginNoTransactionBeforeAModelServes() {
        CompletableFuture<Void> answered =
                scoring.score(Message.of(List.of(new byte[1]))).subscribeAsCompletionStage();

        assertThat(answered).isNotDone();
    }

    @Test
    void shouldNotAnswerAndNotLoadAScanWithoutAModel() {
        ConsumerRecord<String, byte[]> record = InferenceFixture.record(7, fixture.scan("s1"));
        fixture.store.beforeEachCall(call -> {
            throw new AssertionError("unexpected call: " + call);
        });

        assertThatThrownBy(() -> scoring.answer(poll(record)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No model serves yet.");
    }

    @Test
    void shouldSetARecordAsideWithItsValueAndASentence() {
        ConsumerRecord<String, byte[]> record = InferenceFixture.record(7, fixture.scan("s1"));

        List<Message<byte[]>> answers = scoring.setAside(record, "It failed twice.");

        assertThat(answers).hasSize(1);
        Message<byte[]> answer = answers.get(0);
        assertThat(answer.getPayload()).isEqualTo(record.value());
        assertThat(metadata(answer).getTopic()).isEqualTo(Topics.DIAGNOSES_FAILED);
        assertThat(metadata(answer).getKey()).isEqualTo("s1");
        assertThat(header(answer, RejectionHeaders.DETAIL)).contains("It failed twice.");
        assertThat(header(answer, RejectionHeaders.ORIGIN)).isEqualTo("thorax.scans.stored-0@7");
    }

    private static ConsumerRecords<String, byte[]> poll(ConsumerRecord<String, byte[]> record) {
        return new ConsumerRecords<>(Map.of(new TopicPartition(record.topic(), 0), List.of(record)), Map.of());
    }

    private static OutgoingKafkaRecordMetadata<?> metadata(Message<byte[]> answer) {
        return answer.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
    }

    private static String header(Message<byte[]> answer, String name) {
        return new String(metadata(answer).getHeaders().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
