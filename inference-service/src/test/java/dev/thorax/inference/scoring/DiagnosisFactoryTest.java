package dev.thorax.inference.scoring;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.inference.InferenceFixture;
import dev.thorax.onnx.OpenedModel;
import dev.thorax.onnx.ScoringSession;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisFactoryTest {
    private final InferenceFixture fixture = new InferenceFixture();
    private final DiagnosisFactory factory = new DiagnosisFactory(fixture.clock, InferenceFixture.explainUrls());

    @Test
    void shouldNameTheMostProbableClassAndWhereItsExplanationIs() {
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("v1", 1)) {
            ScoredScan scan = ScoredScan.of(fixture.scan("scan-1"));

            Diagnosis diagnosis = factory.of(scan, new float[] {0.25f, 0.5f, 0.25f}, 1.5, model);

            assertThat(diagnosis.diagnosis()).isEqualTo("NORMAL");
            assertThat(diagnosis.probabilities().keySet())
                    .containsExactlyElementsOf(model.manifest().classes());
            assertThat(diagnosis.patient()).isEqualTo("p-scan-1");
            assertThat(diagnosis.diagnosedAt()).isEqualTo(InferenceFixture.NOW);
            assertThat(diagnosis.explanation())
                    .hasToString("http://explain.example/explanations/scan-1?model=tiny&version=v1");
            assertThat(ScoredScan.of(diagnosis)).isEqualTo(scan);
        }
    }

    @Test
    void shouldGiveARecordOfTheSameScanAndVersionTheSameId() {
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("v1", 1)) {
            Diagnosis diagnosis =
                    factory.of(ScoredScan.of(fixture.scan("scan-1")), new float[] {0.25f, 0.5f, 0.25f}, 1.5, model);

            Message<byte[]> record = DiagnosisFactory.record(Topics.DIAGNOSES_CANDIDATE, diagnosis);

            OutgoingKafkaRecordMetadata<?> metadata =
                    record.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
            assertThat(metadata.getTopic()).isEqualTo(Topics.DIAGNOSES_CANDIDATE);
            assertThat(metadata.getKey()).isEqualTo("scan-1");
            assertThat(metadata.getHeaders().lastHeader("ce_id").value())
                    .asString()
                    .isEqualTo("scan-1/tiny/v1");
            assertThat(Json.read(record.getPayload(), Diagnosis.class)).isEqualTo(diagnosis);
        }
    }
}
