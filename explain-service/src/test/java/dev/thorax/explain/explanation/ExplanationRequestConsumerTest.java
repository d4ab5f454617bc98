package dev.thorax.explain.explanation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ExplanationReady;
import dev.thorax.contracts.event.ExplanationRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.diagnosis.StoredDiagnoses;
import dev.thorax.explain.heatmap.HeatMapFixture;
import dev.thorax.explain.model.Promotions;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.runtime.trace.ScanTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests the records without a network: each request is of a scan that is not stored, or is set aside. */
class ExplanationRequestConsumerTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final HeatMapFixture heatMaps = new HeatMapFixture(fixture);
    private final ExplanationRequestHandler handler = new ExplanationRequestHandler(
            new Explanations(
                    new StoredDiagnoses(fixture.store),
                    Promotions.none(),
                    heatMaps.service,
                    new ScanTraces(Tracing.off())),
            ExplainFixture.explainUrls(),
            fixture.clock);
    private final ExplanationRequestConsumer consumer = new ExplanationRequestConsumer(
            null, null, handler, fixture.metrics, new BatchTraces(Tracing.off()), fixture.clock);

    @AfterEach
    void stop() throws Exception {
        heatMaps.close();
    }

    @Test
    void shouldAnswerEachRequestOnceAndInItsOrder() {
        List<Message<byte[]>> answers =
                answers(List.of(record(4, "s1", request("s1")), record(5, "s2", request("s2"))));

        assertThat(answers).extracting(answer -> ready(answer).scanId()).containsExactly("s1", "s2");
        assertThat(answers)
                .extracting(answer -> (Object) metadata(answer).getKey())
                .containsExactly("s1", "s2");
        assertThat(answers).extracting(answer -> metadata(answer).getTopic()).containsOnly(Topics.EXPLANATIONS_READY);
        assertThat(answers)
                .extracting(answer -> header(answer, "ce_id"))
                .containsExactly("explanation-2-4", "explanation-2-5");
        assertThat(answered()).isEqualTo(2);
    }

    @Test
    void shouldGiveTheAnswerOfARecordThatComesAgainTheSameId() {
        String first = header(answers(List.of(record(4, "s1", request("s1")))).get(0), "ce_id");

        assertThat(header(answers(List.of(record(4, "s1", request("s1")))).get(0), "ce_id"))
                .isEqualTo(first);
    }

    @Test
    void shouldAnswerARecordWithoutAKeyAndWithoutAValue() {
        ExplanationReady ready = ready(answers(List.of(record(4, null, null))).get(0));

        assertThat(ready.scanId()).isEqualTo("none");
        assertThat(ready.problem()).contains("ExplanationRequested");
    }

    @Test
    void shouldAnswerAfterARecordThatCannotBeRead() {
        List<Message<byte[]>> answers = answers(List.of(
                record(4, "s1", "{".getBytes(StandardCharsets.UTF_8)),
                record(5, "../\n", new byte[] {0, 1}),
                record(6, "s3", request("s3"))));

        assertThat(answers)
                .hasSize(3)
                .allSatisfy(answer -> assertThat(ready(answer).problem()).isNotBlank());
        assertThat(metadata(answers.get(1)).getKey().toString()).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldAnswerNoneIfTheStoreIsAway() {
        fixture.store.failNext(10);

        assertThatThrownBy(() -> answers(List.of(record(4, "s1", request("s1")))))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldSetARecordAsideWithASentence() {
        List<Message<byte[]>> answers = consumer.setAside(record(4, "s1", request("s1")), "It failed twice.");

        assertThat(answers).hasSize(1);
        assertThat(ready(answers.get(0)).problem()).isEqualTo("It failed twice.");
        assertThat(ready(answers.get(0)).heatmapKey()).isNull();
        assertThat(header(answers.get(0), "ce_id")).isEqualTo("explanation-2-4");
    }

    private double answered() {
        return fixture.registry.get("thorax.explain.requests").counter().count();
    }

    private List<Message<byte[]>> answers(List<ConsumerRecord<String, byte[]>> records) {
        return consumer.answer(
                new ConsumerRecords<>(Map.of(new TopicPartition(Topics.EXPLANATIONS, 2), records), Map.of()));
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String key, byte[] value) {
        return new ConsumerRecord<>(Topics.EXPLANATIONS, 2, offset, key, value);
    }

    private static byte[] request(String scanId) {
        return Json.write(new ExplanationRequested(scanId, "tiny", "v1", "NORMAL", ExplainFixture.NOW));
    }

    private static ExplanationReady ready(Message<byte[]> answer) {
        return Json.read(answer.getPayload(), ExplanationReady.class);
    }

    private static OutgoingKafkaRecordMetadata<?> metadata(Message<byte[]> answer) {
        return answer.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
    }

    private static String header(Message<byte[]> answer, String name) {
        return new String(metadata(answer).getHeaders().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
