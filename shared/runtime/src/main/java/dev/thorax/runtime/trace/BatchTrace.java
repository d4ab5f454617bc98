package dev.thorax.runtime.trace;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The spans of one batch: its own, and one for each record. The names of attributes are those of OpenTelemetry. */
final class BatchTrace {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<Long> COUNT = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final Span batch;
    private final Map<ConsumerRecord<?, ?>, Span> spans;

    private BatchTrace(Span batch, Map<ConsumerRecord<?, ?>, Span> spans) {
        this.batch = batch;
        this.spans = spans;
    }

    static BatchTrace start(Tracer tracer, String channel, List<? extends ConsumerRecord<?, ?>> records) {
        Span batch = tracer.spanBuilder("batch " + channel)
                .setNoParent()
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(COUNT, (long) records.size())
                .startSpan();
        Map<ConsumerRecord<?, ?>, Span> spans = new IdentityHashMap<>();
        for (ConsumerRecord<?, ?> record : records) {
            Span span = tracer.spanBuilder("process " + record.topic())
                    .setParent(
                            TraceParent.context(TraceParent.of(record.headers()).orElse(null)))
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute(SYSTEM, "kafka")
                    .setAttribute(TOPIC, record.topic())
                    .setAttribute(PARTITION, Integer.toString(record.partition()))
                    .setAttribute(OFFSET, record.offset())
                    .startSpan();
            batch.addLink(span.getSpanContext());
            spans.put(record, span);
        }
        return new BatchTrace(batch, spans);
    }

    Span batch() {
        return batch;
    }

    Map<ConsumerRecord<?, ?>, Span> spans() {
        return spans;
    }

    /** Writes the spans of the records into the headers of their answers. */
    void answered(List<Message<byte[]>> answers) {
        for (Message<byte[]> answer : answers) {
            answer.getMetadata(AnsweredRecord.class)
                    .map(of -> spans.get(of.record()))
                    .ifPresent(span -> answer.getMetadata(OutgoingKafkaRecordMetadata.class)
                            .ifPresent(record -> TraceParent.write(span.getSpanContext(), record.getHeaders())));
        }
    }

    /** Notes the kind of a failure. Its message may name anything, so it is only in the log. */
    void failed(Throwable failure) {
        batch.setStatus(StatusCode.ERROR).setAttribute(ERROR, failure.getClass().getName());
        spans.values().forEach(span -> span.setStatus(StatusCode.ERROR)
                .setAttribute(ERROR, failure.getClass().getName()));
    }

    void end() {
        spans.values().forEach(Span::end);
        batch.end();
    }
}
