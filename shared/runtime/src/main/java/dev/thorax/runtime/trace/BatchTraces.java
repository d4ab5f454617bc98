package dev.thorax.runtime.trace;

import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Makes the spans of batches. Each record has a span in the trace that its own headers name, or in a new one, from the start of the
 * batch to its end. The batch has a trace of its own, with a link to each of them.
 */
@ApplicationScoped
public class BatchTraces {
    private final Tracing tracing;

    /** Makes spans with {@code tracing}. */
    public BatchTraces(Tracing tracing) {
        this.tracing = tracing;
    }

    /**
     * Does the work on a batch. Answers that are marked with {@link AnswerOf} name the span of their record in their headers.
     *
     * @param channel the incoming channel
     * @param work returns the answers
     * @return the answers of {@code work}
     */
    public List<Message<byte[]>> traced(
            String channel, List<? extends ConsumerRecord<?, ?>> records, Supplier<List<Message<byte[]>>> work) {
        BatchTrace trace = BatchTrace.start(tracing.tracer(), channel, records);
        try {
            List<Message<byte[]>> answers = work.get();
            trace.answered(answers);
            return answers;
        } catch (RuntimeException | Error e) {
            trace.failed(e);
            throw e;
        } finally {
            trace.end();
        }
    }
}
