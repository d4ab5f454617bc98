package dev.thorax.inference.scoring;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.inference.InferenceFixture;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.loading.DiagnosedScans;
import dev.thorax.inference.loading.ScanLoader;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScoringPipelineTest {
    @TempDir
    private Path folder;

    private final InferenceFixture fixture = new InferenceFixture();
    private ScanLoader loader;
    private ScoringPipeline pipeline;

    @BeforeEach
    void start() {
        InferenceConfig config = InferenceFixture.config(folder);
        loader = new ScanLoader(
                fixture.store,
                new DiagnosedScans(fixture.store, config, fixture.metrics),
                config,
                fixture.metrics,
                fixture.clock);
        DiagnosisFactory factory = new DiagnosisFactory(fixture.clock, InferenceFixture.explainUrls());
        pipeline = new ScoringPipeline(
                loader,
                new BatchScorer(fixture.metrics),
                new DiagnosisRecords(fixture.clock, factory, fixture.metrics, new BatchTraces(Tracing.off())),
                fixture.metrics,
                new BatchTraces(Tracing.off()),
                config);
    }

    @AfterEach
    void stop() {
        loader.close();
    }

    @Test
    void shouldAnswerEveryRecordInItsOrderOverSeveralBatches() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            records.add(
                    i % 4 == 2
                            ? InferenceFixture.record(
                                    i, InferenceFixture.event("gone-" + i, StorageKeys.image("gone-" + i)))
                            : InferenceFixture.record(i, fixture.scan("scan-" + i)));
        }

        List<Message<byte[]>> answers = answers(records, InferenceFixture.model("v1", 1));

        assertThat(answers).hasSize(11);
        for (int i = 0; i < 11; i++) {
            OutgoingKafkaRecordMetadata<?> answer = metadata(answers.get(i));
            assertThat(answer.getKey()).isEqualTo(records.get(i).key());
            assertThat(answer.getTopic()).isEqualTo(i % 4 == 2 ? Topics.DIAGNOSES_FAILED : Topics.DIAGNOSES);
        }
        assertThat(fixture.registry.get("thorax.inference.batch").summary().count())
                .as("runs of four, four and three records")
                .isEqualTo(3);
    }

    @Test
    void shouldCountDiagnosesByOutcomeAndReason() {
        OpenedModel<ScoringSession> strict = InferenceFixture.gated("v1", 1, new Gate.Limits(0, 2, 0, 0.05, 100));

        answers(List.of(InferenceFixture.record(0, fixture.scan("a"))), strict);
        answers(List.of(InferenceFixture.record(1, fixture.scan("b"))), InferenceFixture.model("v2", 1));

        assertThat(diagnosed("undetermined", "unlike-training-scans")).isEqualTo(1);
        assertThat(diagnosed("class", "none")).isEqualTo(1);
    }

    private double diagnosed(String outcome, String reason) {
        return fixture.registry
                .get("thorax.inference.diagnoses")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void shouldSayWhyAScanCannotBeScored() {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(Topics.SCANS_STORED, 0, 7, "text", "{".getBytes(StandardCharsets.UTF_8));

        Message<byte[]> answer =
                answers(List.of(record), InferenceFixture.model("v1", 1)).get(0);

        assertThat(answer.getPayload()).isEqualTo(record.value());
        assertThat(header(answer, RejectionHeaders.REASON)).isEqualTo("event-unreadable");
        assertThat(header(answer, RejectionHeaders.DETAIL)).endsWith(".");
        assertThat(header(answer, RejectionHeaders.ORIGIN)).isEqualTo("thorax.scans.stored-0@7");
        assertThat(fixture.registry
                        .get("thorax.inference.failed")
                        .tag("reason", "event-unreadable")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldNotPublishWhatIsNoProbability() {
        OpenedModel<ScoringSession> logits =
                InferenceFixture.open("v1", TinyNetworks.modelWithoutSoftmax(3, 1), TestBundles.INPUT);

        Message<byte[]> answer = answers(List.of(InferenceFixture.record(0, fixture.scan("scan-1"))), logits)
                .get(0);

        assertThat(metadata(answer).getTopic()).isEqualTo(Topics.DIAGNOSES_FAILED);
        assertThat(header(answer, RejectionHeaders.REASON)).isEqualTo("probabilities-invalid");
    }

    @Test
    void shouldAnswerNothingIfTheStoreIsAway() {
        List<ConsumerRecord<String, byte[]>> records =
                List.of(InferenceFixture.record(0, fixture.scan("a")), InferenceFixture.record(1, fixture.scan("b")));
        fixture.store.failNext(1);

        assertThatThrownBy(() -> answers(records, InferenceFixture.model("v1", 1)))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private List<Message<byte[]>> answers(
            List<ConsumerRecord<String, byte[]>> records, OpenedModel<ScoringSession> model) {
        try (model) {
            return pipeline.answers(
                    new ConsumerRecords<>(Map.of(new TopicPartition(Topics.SCANS_STORED, 0), records), Map.of()),
                    model);
        }
    }

    private static OutgoingKafkaRecordMetadata<?> metadata(Message<byte[]> answer) {
        return answer.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
    }

    private static String header(Message<byte[]> answer, String name) {
        return new String(metadata(answer).getHeaders().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
