package dev.thorax.runtime.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.ExplanationReady;
import dev.thorax.contracts.event.ScanRejected;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

class OutgoingRecordsTest {
    private static final int BROKER_TAKES = 1 << 20;

    @Test
    void shouldKeepAKeyThatIsAName() {
        assertThat(metadata(event("scan-1", "id", "No model.")).getKey()).isEqualTo("scan-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "../up", "Jane Doe\u0000"})
    void shouldReplaceAKeyThatIsNoNameByItsDigest(String key) {
        Message<byte[]> event = event(key, "id", "No model.");

        assertThat(metadata(event).getKey()).isEqualTo(Sha256.of(key));
        assertThat(header(event, CloudEventHeaders.SUBJECT)).isEqualTo(Sha256.of(key));
    }

    @Test
    void shouldBoundAnEventWhateverItRepeats() {
        String long400k = "k".repeat(400_000);

        Message<byte[]> event = event(long400k, long400k, long400k);

        assertThat(size(event)).isLessThan(10_000);
        ExplanationReady read = Json.read(event.getPayload(), ExplanationReady.class);
        assertThat(read.scanId()).hasSize(2001).startsWith("kkk").endsWith("\u2026");
        assertThat(read.problem()).hasSize(2001);
        assertThat(read.readyAt()).isEqualTo(Instant.EPOCH);
        assertThat(header(event, CloudEventHeaders.ID)).isEqualTo(Sha256.of(long400k));
    }

    @Test
    void shouldRepeatATextThatUtf8DoesNotHave() {
        Message<byte[]> event = event("scan-1", "id", "half a pair: \ud83d");

        assertThat(Json.read(event.getPayload(), ExplanationReady.class).problem())
                .isEqualTo("half a pair: \ud83d");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1000000, true", "1000001, false", "1048576, false"})
    void shouldLeaveOutAValueThatTheTopicMightNotTake(int bytes, boolean whole) {
        byte[] value = new byte[bytes];

        Message<byte[]> rejection = rejection(Topics.DIAGNOSES_FAILED, value, "It is unreadable.");

        assertThat(rejection.getPayload()).hasSize(whole ? bytes : 0);
        assertThat(header(rejection, RejectionHeaders.DETAIL))
                .isEqualTo(
                        whole
                                ? "It is unreadable."
                                : "It is unreadable; its " + bytes + " bytes with SHA-256 " + Sha256.of(value)
                                        + " are too many to be kept here.");
        assertThat(size(rejection)).isLessThan(BROKER_TAKES);
    }

    @Test
    void shouldReferToTheFileOfARejectedScanAndRepeatTheReasonInHeaders() {
        ScanRejected event = new ScanRejected(
                "scan-1", "rejected/0f", 7, "0f", "corrupt", "x".repeat(100_000), "thorax.scans-0@1", Instant.EPOCH);

        Message<byte[]> rejection = OutgoingRecords.rejection(event, "/thorax/ingest");

        assertThat(Json.read(rejection.getPayload(), ScanRejected.class).fileKey())
                .isEqualTo("rejected/0f");
        assertThat(metadata(rejection).getTopic()).isEqualTo(Topics.SCANS_REJECTED);
        assertThat(header(rejection, "ce_type")).isEqualTo("dev.thorax.scan.rejected.v1");
        assertThat(header(rejection, "content-type")).isEqualTo("application/json");
        assertThat(header(rejection, RejectionHeaders.REASON)).isEqualTo("corrupt");
        assertThat(header(rejection, RejectionHeaders.ORIGIN)).isEqualTo("thorax.scans-0@1");
        assertThat(size(rejection)).isLessThan(16 << 10);
    }

    @Test
    void shouldCutALongDetail() {
        assertThat(header(
                        rejection(Topics.DIAGNOSES_FAILED, new byte[0], "x".repeat(100_000)), RejectionHeaders.DETAIL))
                .hasSize(2001);
    }

    @Test
    void shouldRefuseARecordWithoutAKey() {
        Message<byte[]> rejection = OutgoingRecords.rejection(
                Topics.DIAGNOSES_FAILED, null, new byte[0], "reason", "detail", "origin", Instant.EPOCH);

        assertThat(metadata(rejection).getKey()).isNull();
    }

    private static Message<byte[]> event(String key, String id, String problem) {
        return OutgoingRecords.event(
                new ExplanationReady(key, null, null, null, null, null, problem, Instant.EPOCH),
                key,
                id,
                "/thorax/test",
                Instant.EPOCH);
    }

    private static Message<byte[]> rejection(String topic, byte[] value, String detail) {
        return OutgoingRecords.rejection(topic, "scan-1", value, "reason", detail, "topic-0@1", Instant.EPOCH);
    }

    private static OutgoingKafkaRecordMetadata<?> metadata(Message<byte[]> message) {
        return message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
    }

    private static String header(Message<byte[]> message, String name) {
        return new String(metadata(message).getHeaders().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static int size(Message<byte[]> message) {
        int size = message.getPayload().length
                + String.valueOf(metadata(message).getKey()).length();
        for (Header header : metadata(message).getHeaders()) {
            size += header.key().length() + header.value().length;
        }
        return size;
    }
}
