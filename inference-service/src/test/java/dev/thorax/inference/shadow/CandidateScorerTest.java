package dev.thorax.inference.shadow;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.inference.InferenceFixture;
import dev.thorax.inference.scoring.DiagnosisFactory;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class CandidateScorerTest {
    private final InferenceFixture fixture = new InferenceFixture();
    private final CandidateScorer scorer = new CandidateScorer(
            fixture.store,
            new DiagnosisFactory(fixture.clock, InferenceFixture.explainUrls()),
            fixture.metrics,
            new BatchTraces(Tracing.off()));

    @Test
    void shouldScoreWhatProductionDiagnosedAndCountWhereTheyAgree() {
        fixture.scan("a");
        fixture.scan("b");
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("c1", 1)) {
            Diagnosis first = Json.read(
                    scorer.score(List.of(record(diagnosis("a", "NORMAL"))), model)
                            .get(0)
                            .getPayload(),
                    Diagnosis.class);
            String other = TestBundles.CLASSES.stream()
                    .filter(name -> !name.equals(first.diagnosis()))
                    .findFirst()
                    .orElseThrow();
            double before = compared("yes");

            List<Message<byte[]>> answers = scorer.score(
                    List.of(record(diagnosis("a", first.diagnosis())), record(diagnosis("a", other))), model);

            assertThat(answers)
                    .extracting(answer ->
                            Json.read(answer.getPayload(), Diagnosis.class).version())
                    .containsExactly("c1", "c1");
            assertThat(compared("yes") - before).isEqualTo(1);
            assertThat(compared("no")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void shouldCountWhereOneOfTheTwoKnowsNoClass() {
        fixture.scan("a");
        Diagnosis production = diagnosis("a", "NORMAL");
        try (OpenedModel<ScoringSession> strict =
                InferenceFixture.gated("c1", 1, new Gate.Limits(0, 2, 0, 0.05, 100))) {
            Diagnosis refused = Json.read(
                    scorer.score(List.of(record(production)), strict).get(0).getPayload(), Diagnosis.class);

            assertThat(refused.hasClass()).isFalse();
            assertThat(compared("no")).isEqualTo(1);

            scorer.score(List.of(record(refused)), strict);

            assertThat(compared("yes")).isEqualTo(1);
        }
    }

    @Test
    void shouldLeaveAScanWithoutLungsUndetermined() {
        fixture.scan("dark", TestPictures.noise(64, 48, 1, 40));
        fixture.scan("lungs", TestPictures.lungs(0));
        try (OpenedModel<ScoringSession> model = InferenceFixture.withLungs("c1", 1)) {
            List<Diagnosis> candidates = scorer
                    .score(List.of(record(diagnosis("dark", "NORMAL")), record(diagnosis("lungs", "NORMAL"))), model)
                    .stream()
                    .map(answer -> Json.read(answer.getPayload(), Diagnosis.class))
                    .toList();

            assertThat(candidates)
                    .extracting(Diagnosis::scanId, Diagnosis::hasClass)
                    .containsExactlyInAnyOrder(tuple("dark", false), tuple("lungs", true));
        }
        assertThat(failed()).isZero();
        assertThat(compared("no")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void shouldPassOverAndCountWhatItCannotScore() {
        fixture.scan("a");
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("c1", 1)) {
            List<Message<byte[]>> answers = scorer.score(
                    List.of(
                            record(diagnosis("gone", "NORMAL")),
                            new ConsumerRecord<>(Topics.DIAGNOSES, 0, 1, "text", "{".getBytes(StandardCharsets.UTF_8)),
                            record(diagnosis("a", "NORMAL"))),
                    model);

            assertThat(answers).hasSize(1);
        }
        assertThat(failed()).isEqualTo(2);
    }

    @Test
    void shouldPassOverAllIfItsNetworkDoesNotRun() {
        fixture.scan("a");
        try (OpenedModel<ScoringSession> model =
                InferenceFixture.open("c1", TinyNetworks.gradCam(3, 1), TestBundles.INPUT)) {
            assertThat(scorer.score(List.of(record(diagnosis("a", "NORMAL"))), model))
                    .isEmpty();
        }
        assertThat(failed()).isEqualTo(1);
    }

    @Test
    void shouldFailIfTheStoreIsAway() {
        fixture.scan("a");
        fixture.store.failNext(1);
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("c1", 1)) {
            assertThatThrownBy(() -> scorer.score(List.of(record(diagnosis("a", "NORMAL"))), model))
                    .isInstanceOf(StoreUnavailableException.class);
        }
    }

    private double failed() {
        return fixture.registry
                .get("thorax.inference.candidate.failed")
                .counter()
                .count();
    }

    private double compared(String agrees) {
        return fixture.registry.find("thorax.inference.candidate.scans").tag("agrees", agrees).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static ConsumerRecord<String, byte[]> record(Diagnosis diagnosis) {
        return new ConsumerRecord<>(Topics.DIAGNOSES, 0, 0, diagnosis.scanId(), Json.write(diagnosis));
    }

    static Diagnosis diagnosis(String scanId, String diagnosis) {
        return new Diagnosis(
                scanId,
                "p-" + scanId,
                diagnosis,
                Map.of(diagnosis, 1.0),
                TestBundles.MODEL,
                "v1",
                "0".repeat(64),
                "scans/" + scanId + "/image.png",
                1,
                InferenceFixture.NOW,
                InferenceFixture.NOW,
                null);
    }
}
