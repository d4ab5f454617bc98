package dev.thorax.runtime.kafka;

import java.util.List;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Answers the records of a channel. */
public interface BatchHandler {
    /** Returns the name of the incoming channel. */
    String channel();

    /** Returns whether records can be answered. It must be soon. */
    default boolean isReady() {
        return true;
    }

    /**
     * Returns the records to send for {@code records}, which are some or all records of a batch. A broken record gets a
     * rejection. An answer that is marked with {@link dev.thorax.runtime.trace.AnsweredRecord} goes on with the trace of its record. It may
     * be called again for the same records, so its effects must be idempotent. What it does for one record it does by {@link
     * dev.thorax.runtime.trace.BatchTraces#during}, so that logs name the trace of that record.
     *
     * @throws RuntimeException if the records cannot be answered. If its cause is the broker, the object store or a
     *     {@link TransientFailure}, the records come again without end. Else they are split until one record is left, which is
     *     set aside after some tries
     */
    List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> records);

    /**
     * Returns the records to send for a record that {@link #answer} failed for. It should only look at the record's place, key
     * and value.
     *
     * @param sentence why the record cannot be answered, for a person
     */
    List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> record, String sentence);

    /** Returns whether records are to be answered again that were answered before, because an operator wants it. */
    default boolean answersAgain() {
        return false;
    }

    /**
     * Returns the records to send for a record at which processes of the service ended. If one ended while it read the record,
     * key and headers are missing, and the value is empty.
     *
     * @param sentence why the record cannot be answered, for a person
     */
    default List<Message<byte[]>> refuse(ConsumerRecord<String, byte[]> record, String sentence) {
        return setAside(record, sentence);
    }

    /**
     * Does what follows the commit of a batch. The next batch waits for it. It must not block, and its failure is only logged.
     *
     * @param sent the records that are committed
     */
    default Uni<Void> committed(List<Message<byte[]>> sent) {
        return Uni.createFrom().voidItem();
    }
}
