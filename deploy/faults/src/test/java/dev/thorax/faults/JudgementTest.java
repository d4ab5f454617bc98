package dev.thorax.faults;

import java.time.Instant;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class JudgementTest {
    private static final String VERSION = "v1";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ScanLedger ledger = new ScanLedger();
    private final Outcomes outcomes = new Outcomes();

    JudgementTest() {
        ledger.requested(Operator.promotion(VERSION));
        ledger.requestAcknowledged(Operator.promotion(VERSION));
        promoted();
    }

    @Test
    void shouldPassWhatHasExactlyOneAnswer() {
        send("g", true, "thorax.scans-0@1", "thorax.scans-0@2");
        stored("g");
        diagnosed("g", VERSION);
        send("b", false, "thorax.scans-0@3", "thorax.scans-0@4");
        rejected("b", "thorax.scans-0@3");
        rejected("b", "thorax.scans-0@4");

        assertThat(judgement().isClean()).isTrue();
    }

    @Test
    void shouldReportAnAcknowledgedScanWithoutADiagnosisAsLost() {
        send("g", true, "thorax.scans-0@1");
        stored("g");

        assertThat(judgement().lost()).containsExactly("g");
    }

    @Test
    void shouldNotReportAScanThatNobodyAcknowledgedAsLost() {
        send("g", true);

        assertThat(judgement().isClean()).isTrue();
    }

    @Test
    void shouldReportASecondDiagnosisAsDoubled() {
        send("g", true, "thorax.scans-0@1");
        diagnosed("g", VERSION);
        diagnosed("g", VERSION);

        assertThat(judgement().doubled()).containsExactly("g (2 answers)");
    }

    @Test
    void shouldReportASecondEventThatAScanIsStoredAsDoubled() {
        send("g", true, "thorax.scans-0@1");
        stored("g");
        stored("g");
        diagnosed("g", VERSION);

        assertThat(judgement().doubled()).containsExactly("g (stored 2 times)");
    }

    @Test
    void shouldReportADiagnosisBesideARejectionAsDoubledAndWrong() {
        send("g", true, "thorax.scans-0@1");
        diagnosed("g", VERSION);
        rejected("g", "thorax.scans-0@1");

        assertThat(judgement().doubled()).containsExactly("g (2 answers)");
        assertThat(judgement().wrong())
                .containsExactly("g (a good scan was refused: truncated, failed 0 times, HTTP [])");
    }

    @Test
    void shouldReportEachRecordOfABadScanWithoutARejectionAsLost() {
        send("b", false, "thorax.scans-0@1", "thorax.scans-0@2");
        rejected("b", "thorax.scans-0@1");

        assertThat(judgement().lost()).containsExactly("b at thorax.scans-0@2");
    }

    @Test
    void shouldReportASecondRejectionOfTheSameRecordAsDoubled() {
        send("b", false, "thorax.scans-0@1");
        rejected("b", "thorax.scans-0@1");
        rejected("b", "thorax.scans-0@1");

        assertThat(judgement().doubled()).containsExactly("b at thorax.scans-0@1 (2 answers)");
    }

    @Test
    void shouldReportADiagnosisOfABadScanAsWrong() {
        send("b", false, "thorax.scans-0@1");
        rejected("b", "thorax.scans-0@1");
        diagnosed("b", VERSION);

        assertThat(judgement().wrong()).containsExactly("b (a bad scan was taken)");
    }

    @Test
    void shouldReportAnswersToWhatWasNeverSentAsWrong() {
        diagnosed("x", "v9");

        assertThat(judgement().wrong()).containsExactly("x", "a diagnosis by version v9");
    }

    @Test
    void shouldReportARefusalByHttpOfAGoodScanAsWrong() {
        ledger.sent(scan("g", true));
        ledger.refused("g", 422);

        assertThat(judgement().wrong()).containsExactly("g (a good scan was refused: -, failed 0 times, HTTP [422])");
    }

    @Test
    void shouldReportRequestsWithoutAndWithTwoAnswers() {
        ledger.requested(Operator.explanation("g"));
        ledger.requestAcknowledged(Operator.explanation("g"));
        ledger.requested(Operator.training("t"));
        for (int i = 0; i < 2; i++) {
            progressed(TrainingProgress.State.RUNNING);
            progressed(TrainingProgress.State.FAILED);
        }

        assertThat(judgement().lost()).containsExactly("explanation of g");
        assertThat(judgement().doubled()).containsExactly("training t (2 answers)");
    }

    private Judgement judgement() {
        return Judgement.of(ledger, outcomes);
    }

    private void send(String id, boolean good, String... origins) {
        ledger.sent(scan(id, good));
        for (String origin : origins) {
            ledger.acknowledged(id, origin);
        }
    }

    private static Scan scan(String id, boolean good) {
        return new Scan(id, good, new byte[0], Map.of());
    }

    private void stored(String id) {
        outcomes.take(record(Topics.SCANS_STORED, id, new byte[0]));
    }

    private void diagnosed(String id, String version) {
        Diagnosis diagnosis =
                new Diagnosis(id, null, "A", Map.of("A", 1.0), "tiny", version, "0", "i", 1, NOW, NOW, null);
        outcomes.take(record(Topics.DIAGNOSES, id, Json.write(diagnosis)));
    }

    private void rejected(String id, String origin) {
        ConsumerRecord<String, byte[]> record = record(Topics.SCANS_REJECTED, id, new byte[0]);
        record.headers().add(RejectionHeaders.ORIGIN, origin.getBytes(UTF_8));
        record.headers().add(RejectionHeaders.REASON, "truncated".getBytes(UTF_8));
        outcomes.take(record);
    }

    private void promoted() {
        ModelPromoted event = new ModelPromoted("production", "tiny", VERSION, "0", "test", null, null, NOW);
        outcomes.take(record(Topics.MODELS, "production", Json.write(event)));
    }

    private void progressed(TrainingProgress.State state) {
        outcomes.take(
                record(Topics.TRAININGS_PROGRESS, "t", Json.write(TrainingProgress.of("t", null, state, "m", NOW))));
    }

    private static ConsumerRecord<String, byte[]> record(String topic, String key, byte[] value) {
        return new ConsumerRecord<>(topic, 0, 0, key, value);
    }
}
