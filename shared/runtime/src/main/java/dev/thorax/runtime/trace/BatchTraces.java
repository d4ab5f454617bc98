package dev.thorax.runtime.trace;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.trace.Span;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Makes the spans of batches. Each record has a span in the trace that its own headers name, or in a new one, from the start of the
 * batch to its end. The batch has a trace of its own, with a link to each of them.
 */
@ApplicationScoped
public class BatchTraces {
    private final Tracing tracing;
    /** Spans by the record itself, as two records are never equal. */
    private final Map<ConsumerRecord<?, ?>, Span> inWork = new ConcurrentHashMap<>();

    /** Makes spans with {@code tracing}. */
    public BatchTraces(Tracing tracing) {
        this.tracing = tracing;
    }

    /**
     * Does the work on a batch. Answers that are marked with {@link AnsweredRecord} name the span of their record in their headers. Logs of
     * the calling thread name the trace of the batch.
     *
     * @param channel the incoming channel
     * @param work returns the answers
     * @return the answers of {@code work}
     */
    public List<Message<byte[]>> traced(
            String channel, List<? extends ConsumerRecord<?, ?>> records, Supplier<List<Message<byte[]>>> work) {
        BatchTrace trace = BatchTrace.start(tracing.tracer(), channel, records);
        try {
            inWork.putAll(trace.spans());
            List<Message<byte[]>> answers = CurrentTrace.during(trace.batch(), work);
            trace.answered(answers);
            return answers;
        } catch (RuntimeException | Error e) {
            trace.failed(e);
            throw e;
        } finally {
            trace.spans().keySet().forEach(inWork::remove);
            trace.end();
        }
    }

    /**
     * Does the work on one record, on any thread. Logs of the calling thread name the trace of the record: its span in its batch, or
     * what its headers name if it is not of a batch in work.
     */
    public <T> T during(ConsumerRecord<?, ?> record, Supplier<T> work) {
        return CurrentTrace.during(spanOf(record), work);
    }

    /** Does work on one record that has no result, as {@link #during}. */
    public void run(ConsumerRecord<?, ?> record, Runnable work) {
        CurrentTrace.run(spanOf(record), work);
    }

    private Span spanOf(ConsumerRecord<?, ?> record) {
        Span own = inWork.get(record);
        return own == null
                ? Span.fromContext(
                        TraceParent.context(TraceParent.of(record.headers()).orElse(null)))
                : own;
    }
}
