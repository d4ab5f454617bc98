package dev.thorax.runtime.trace;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class BatchTraceTest {
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = new Tracing(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build());
    private final ConsumerRecord<String, byte[]> first = record();
    private final ConsumerRecord<String, byte[]> second = record();
    private final BatchTrace trace = BatchTrace.start(tracing.tracer(), "scans", List.of(first, second));

    @Test
    void shouldEndTheSpansOfABatchTogether() {
        assertThat(spans.getFinishedSpanItems()).isEmpty();

        trace.end();

        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder("process thorax.scans", "process thorax.scans", "batch scans");
        assertThat(spans.getFinishedSpanItems())
                .filteredOn(span -> span.getName().equals("batch scans"))
                .singleElement()
                .satisfies(batch -> assertThat(
                                batch.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
                        .isEqualTo(2));
        assertThat(spans.getFinishedSpanItems())
                .filteredOn(span -> span.getName().startsWith("process"))
                .allSatisfy(span -> {
                    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
                    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
                });
    }

    /** A record may come twice in a batch. */
    @Test
    void shouldGiveEachRecordASpanAlsoIfTwoLookTheSame() {
        Message<byte[]> answer = AnsweredRecord.mark(second, answer());

        trace.answered(List.of(answer));

        assertThat(trace.spans()).hasSize(2);
        assertThat(traceparent(answer))
                .contains(trace.spans().get(second).getSpanContext().getSpanId())
                .doesNotContain(trace.spans().get(first).getSpanContext().getSpanId());
    }

    @Test
    void shouldLeaveAnswersOfOtherRecordsAndOfNoneAsTheyAre() {
        Message<byte[]> foreign = AnsweredRecord.mark(record(), answer());
        Message<byte[]> none = answer();

        trace.answered(List.of(foreign, none));

        assertThat(headers(foreign)).isEmpty();
        assertThat(headers(none)).isEmpty();
        assertThatCode(() -> trace.answered(List.of(AnsweredRecord.mark(first, Message.of(new byte[0])))))
                .doesNotThrowAnyException();
    }

    private static ConsumerRecord<String, byte[]> record() {
        return new ConsumerRecord<>("thorax.scans", 0, 7, "key", new byte[0]);
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

    private static String traceparent(Message<byte[]> answer) {
        return new String(headers(answer).lastHeader(TraceParent.NAME).value(), StandardCharsets.US_ASCII);
    }
}
