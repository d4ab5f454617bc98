package dev.thorax.runtime.trace;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests {@link TraceParent}, {@link AnsweredRecord}, {@link ScanTraces} and {@link CurrentTrace}, too. */
class BatchTracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String OTHER_TRACE = "1111111111111111111111111111111a";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = new Tracing(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build());
    private final BatchTraces traces = new BatchTraces(tracing);

    @Test
    void shouldLetEachAnswerGoOnWithTheTraceOfItsOwnRecord() {
        ConsumerRecord<String, byte[]> first = record(1, "00-" + TRACE + "-" + PARENT + "-01");
        ConsumerRecord<String, byte[]> second = record(2, "00-" + OTHER_TRACE + "-" + PARENT + "-01");
        List<Message<byte[]>> answers = traces.traced(
                "scans",
                List.of(first, second),
                () -> List.of(AnsweredRecord.mark(second, answer()), AnsweredRecord.mark(first, answer())));
        SpanData own = span("process thorax.scans", TRACE);
        assertThat(own.getParentSpanId()).isEqualTo(PARENT);
        assertThat(header(answers.get(1))).isEqualTo("00-" + TRACE + "-" + own.getSpanId() + "-01");
        assertThat(header(answers.get(0))).startsWith("00-" + OTHER_TRACE);
        assertThat(own.getAttributes().asMap())
                .isEqualTo(Map.of(
                        AttributeKey.stringKey("messaging.system"), "kafka",
                        AttributeKey.stringKey("messaging.destination.name"), "thorax.scans",
                        AttributeKey.stringKey("messaging.destination.partition.id"), "0",
                        AttributeKey.longKey("messaging.kafka.offset"), 1L));
    }

    @Test
    void shouldLinkABatchToItsRecords() {
        traces.traced("scans", List.of(record(1, "00-" + TRACE + "-" + PARENT + "-01"), record(2, null)), List::of);
        SpanData batch = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("batch scans"))
                .findFirst()
                .orElseThrow();
        assertThat(batch.getTraceId()).isNotEqualTo(TRACE);
        assertThat(batch.getLinks())
                .extracting(LinkData::getSpanContext)
                .containsExactlyInAnyOrderElementsOf(spans.getFinishedSpanItems().stream()
                        .filter(span -> span.getName().equals("process thorax.scans"))
                        .map(SpanData::getSpanContext)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-patient"
            })
    void shouldBeginANewTraceIfTheHeaderNamesNone(String header) {
        ConsumerRecord<String, byte[]> record = record(1, header);
        List<Message<byte[]>> answers =
                traces.traced("scans", List.of(record), () -> List.of(AnsweredRecord.mark(record, answer())));
        assertThat(header(answers.get(0)))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain(TRACE);
        assertThat(TraceParent.valid(header)).isEmpty();
    }

    @Test
    void shouldNotPassOnWhatASenderWritesBesideTheTrace() {
        ConsumerRecord<String, byte[]> record = record(1, "00-" + TRACE + "-" + PARENT + "-01");
        record.headers().add("tracestate", "patient=1234".getBytes(StandardCharsets.US_ASCII));
        record.headers().add("baggage", "patient=1234".getBytes(StandardCharsets.US_ASCII));
        Message<byte[]> answer = traces.traced(
                        "scans", List.of(record), () -> List.of(AnsweredRecord.mark(record, answer())))
                .get(0);
        assertThat(headers(answer)).extracting(Header::key).containsExactly("traceparent");
        assertThat(spans.getFinishedSpanItems())
                .allMatch(span -> span.getSpanContext().getTraceState().isEmpty());
    }

    @Test
    void shouldSayWhichKindOfFailureABatchHasAndNotItsMessage() {
        IllegalStateException failure = new IllegalStateException("patient 1234");
        assertThatThrownBy(() -> traces.traced("scans", List.of(record(1, null)), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(spans.getFinishedSpanItems()).hasSize(2).allSatisfy(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                    .isEqualTo("java.lang.IllegalStateException");
            assertThat(span.toString()).doesNotContain("1234");
        });
    }

    @Test
    void shouldPassATraceOnAlsoIfItMakesNoSpans() {
        ConsumerRecord<String, byte[]> traced = record(1, "00-" + TRACE + "-" + PARENT + "-01");
        ConsumerRecord<String, byte[]> untraced = record(2, null);
        List<Message<byte[]>> answers = new BatchTraces(Tracing.off())
                .traced(
                        "scans",
                        List.of(traced, untraced),
                        () -> List.of(AnsweredRecord.mark(traced, answer()), AnsweredRecord.mark(untraced, answer())));
        assertThat(header(answers.get(0))).isEqualTo("00-" + TRACE + "-" + PARENT + "-01");
        assertThat(headers(answers.get(1))).isEmpty();
    }

    @Test
    void shouldDoAStepInTheTraceOfItsScan() {
        ScanTraces steps = new ScanTraces(tracing);
        assertThat(steps.<String>traced("explain scan", "00-" + TRACE + "-" + PARENT + "-01", () -> "done"))
                .isEqualTo("done");
        assertThat(steps.<String>traced("explain scan", null, () -> "done")).isEqualTo("done");
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
        assertThat(span("explain scan", TRACE).getParentSpanId()).isEqualTo(PARENT);
    }

    @Test
    void shouldGoOnWithTheTraceOfARequest() {
        RecordHeaders sent = new RecordHeaders();
        new ScanTraces(tracing).requested("upload", "00-" + TRACE + "-" + PARENT + "-01", () -> {
            CurrentTrace.write(sent);
            return "done";
        });
        SpanData upload = span("upload", TRACE);
        assertThat(upload.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(upload.getParentSpanId()).isEqualTo(PARENT);
        assertThat(TraceParent.of(sent)).contains("00-" + TRACE + "-" + upload.getSpanId() + "-01");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "patient=1234"})
    void shouldBeginATraceAtARequestThatNamesNone(String header) {
        RecordHeaders sent = new RecordHeaders();
        new ScanTraces(tracing).requested("upload", header, () -> {
            CurrentTrace.write(sent);
            return "done";
        });
        SpanData upload = spans.getFinishedSpanItems().get(0);
        assertThat(upload.getParentSpanContext().isValid()).isFalse();
        assertThat(TraceParent.of(sent)).contains("00-" + upload.getTraceId() + "-" + upload.getSpanId() + "-01");
    }

    @Test
    void shouldWriteNoTraceThatThereIsNot() {
        RecordHeaders sent = new RecordHeaders();
        new ScanTraces(Tracing.off()).requested("upload", null, () -> {
            CurrentTrace.write(sent);
            return "done";
        });
        assertThat(sent).isEmpty();
    }

    private SpanData span(String name, String trace) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name) && span.getTraceId().equals(trace))
                .findFirst()
                .orElseThrow();
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String traceparent) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("thorax.scans", 0, offset, "key", new byte[0]);
        if (traceparent != null) {
            record.headers().add(TraceParent.NAME, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }

    private static Message<byte[]> answer() {
        return Message.of(new byte[0])
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withHeaders(new RecordHeaders())
                        .build());
    }

    private static Headers headers(Message<byte[]> answer) {
        return answer.getMetadata(OutgoingKafkaRecordMetadata.class)
                .orElseThrow()
                .getHeaders();
    }

    private static String header(Message<byte[]> answer) {
        return new String(headers(answer).lastHeader(TraceParent.NAME).value(), StandardCharsets.US_ASCII);
    }
}
