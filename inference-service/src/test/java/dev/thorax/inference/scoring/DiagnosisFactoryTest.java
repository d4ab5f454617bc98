package dev.thorax.inference.scoring;

import java.util.Map;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.LungBox;
import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.inference.InferenceFixture;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisFactoryTest {
    private static final ImageScore SCORE = new ImageScore(new float[] {0.25f, 0.5f, 0.25f}, new float[0]);

    private final InferenceFixture fixture = new InferenceFixture();
    private final DiagnosisFactory factory = new DiagnosisFactory(fixture.clock, InferenceFixture.explainUrls());

    @Test
    void shouldNameTheMostProbableClassAndWhereItsExplanationIs() {
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("v1", 1)) {
            ScoredScan scan = ScoredScan.of(fixture.scan("scan-1"));

            Diagnosis diagnosis = factory.of(scan, null, SCORE, 1.5, model);

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

    @ParameterizedTest
    @CsvSource({
        "31, 0.1, unlike-training-scans",
        "30, 0.3, unlike-training-scans",
        "NaN, 0.1, unlike-training-scans",
        "30, 0.1, uncertain-between-classes",
    })
    void shouldNameNoClassOfAScanThatTheGateRefuses(float mahalanobis, float neighbour, String reason) {
        Gate.Limits limits = new Gate.Limits(30, 0.25, 0.6, 0.05, 100);
        try (OpenedModel<ScoringSession> model = InferenceFixture.gated("v1", 1, limits)) {
            ImageScore score = new ImageScore(SCORE.probabilities(), new float[] {mahalanobis, neighbour});

            Diagnosis diagnosis = factory.of(ScoredScan.of(fixture.scan("scan-1")), null, score, 1.5, model);

            assertThat(diagnosis.isConsistent()).isTrue();
            assertThat(diagnosis.hasClass()).isFalse();
            assertThat(diagnosis.reason().code()).isEqualTo(reason);
            assertThat(diagnosis.classes()).isEqualTo(model.manifest().classes());
            assertThat(diagnosis.explanation())
                    .hasToString("http://explain.example/explanations/scan-1?model=tiny&version=v1");
        }
    }

    @Test
    void shouldNameTheClassOfAScanThatTheGateLetsPass() {
        try (OpenedModel<ScoringSession> model =
                InferenceFixture.gated("v1", 1, new Gate.Limits(30, 0.25, 0.5, 0.05, 100))) {
            ImageScore score = new ImageScore(SCORE.probabilities(), new float[] {30, 0.25f});

            Diagnosis diagnosis = factory.of(ScoredScan.of(fixture.scan("scan-1")), null, score, 1.5, model);

            assertThat(diagnosis.isConsistent()).isTrue();
            assertThat(diagnosis.diagnosis()).isEqualTo("NORMAL");
        }
    }

    @Test
    void shouldNameAllClassesThatTheScanMayHave() {
        ConformalSets sets = new ConformalSets(
                0.9,
                Map.of("COVID-19", 0.3, "NORMAL", 0.4, "PNEUMONIA", 0.2),
                Map.of("COVID-19", 99, "NORMAL", 99, "PNEUMONIA", 99),
                null);
        try (OpenedModel<ScoringSession> model =
                InferenceFixture.open(manifest -> manifest.withConformal(sets), "v1", 1)) {
            ScoredScan scan = ScoredScan.of(fixture.scan("scan-1"));

            assertThat(factory.of(scan, null, SCORE, 1.5, model).classSet()).containsExactly("NORMAL", "PNEUMONIA");
            assertThat(factory.withoutLungs(scan, model).classSet()).isNull();
        }
    }

    @Test
    void shouldSayWhichSquareWasSeen() {
        try (OpenedModel<ScoringSession> model = InferenceFixture.withLungs("v1", 1)) {
            ScoredScan scan = ScoredScan.of(fixture.scan("scan-1"));

            assertThat(factory.of(scan, new SquareBox(-3, 20, 200), SCORE, 1.5, model)
                            .lungs())
                    .isEqualTo(new LungBox(-3, 20, 200));
        }
    }

    @Test
    void shouldNameNoClassOfAScanWithoutLungs() {
        try (OpenedModel<ScoringSession> model = InferenceFixture.withLungs("v1", 1)) {
            Diagnosis diagnosis = factory.withoutLungs(ScoredScan.of(fixture.scan("scan-1")), model);

            assertThat(diagnosis.isConsistent()).isTrue();
            assertThat(diagnosis.reason()).isEqualTo(UndeterminedReason.NO_LUNGS_FOUND);
            assertThat(diagnosis.lungs()).isNull();
            assertThat(diagnosis.classes()).isEqualTo(model.manifest().classes());
        }
    }

    @Test
    void shouldGiveARecordOfTheSameScanAndVersionTheSameId() {
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("v1", 1)) {
            Diagnosis diagnosis = factory.of(ScoredScan.of(fixture.scan("scan-1")), null, SCORE, 1.5, model);

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
