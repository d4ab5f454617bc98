package dev.thorax.runtime.trace;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Names the record that an outgoing one answers, so that the answer belongs to the same trace.
 *
 * @param record the incoming record
 */
public record AnsweredRecord(ConsumerRecord<?, ?> record) {
    /** Returns {@code answer}, marked as an answer to {@code record}. */
    public static Message<byte[]> mark(ConsumerRecord<?, ?> record, Message<byte[]> answer) {
        return answer.addMetadata(new AnsweredRecord(record));
    }
}
