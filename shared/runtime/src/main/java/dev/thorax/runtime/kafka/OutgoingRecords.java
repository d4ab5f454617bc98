package dev.thorax.runtime.kafka;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.EventType;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.RejectionHeaders;

/** Builds the records that Thorax sends. Each names its own topic and key, so that one channel can carry them all. */
public final class OutgoingRecords {
    private OutgoingRecords() {}

    /**
     * Returns an event as a CloudEvent in binary mode.
     *
     * @param event data of the event; decides topic and type
     * @param key the Kafka key, also the CloudEvents {@code subject}
     * @param id the CloudEvents id; the same effect must always have the same one
     * @param source the service, e.g. {@code /thorax/ingest}
     * @param time the CloudEvents time
     */
    public static Message<byte[]> event(Record event, String key, String id, String source, Instant time) {
        return event(EventType.of(event).topic(), event, key, id, source, time);
    }

    /** Returns an event for another topic than that of its type. */
    public static Message<byte[]> event(
            String topic, Record event, String key, String id, String source, Instant time) {
        RecordHeaders headers = cloudEvent(EventType.of(event), key, id, source, time);
        return message(topic, key, Json.write(event), headers);
    }

    /** Returns a record without a value. It removes {@code key} from the compacted topic of {@code type}. */
    public static Message<byte[]> tombstone(EventType type, String key, String id, String source, Instant time) {
        return message(type.topic(), key, null, cloudEvent(type, key, id, source, time));
    }

    /**
     * Returns the record that refuses another one: its value unchanged, and the reason.
     *
     * @param topic topic of refused records of this kind
     * @param key the Kafka key
     * @param value value of the refused record
     * @param reason a stable code
     * @param detail one sentence for a person, without any patient identifier
     * @param origin origin of the refused record
     * @param time time of the refusal
     */
    public static Message<byte[]> rejection(
            String topic, String key, byte[] value, String reason, String detail, String origin, Instant time) {
        return message(
                topic,
                key,
                value,
                headers(Map.of(
                        RejectionHeaders.REASON, reason,
                        RejectionHeaders.DETAIL, detail,
                        RejectionHeaders.ORIGIN, origin,
                        RejectionHeaders.TIME, time.toString())));
    }

    private static Message<byte[]> message(String topic, String key, byte[] value, RecordHeaders headers) {
        return Message.of(value)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(topic)
                        .withKey(key)
                        .withHeaders(headers)
                        .build());
    }

    private static RecordHeaders cloudEvent(EventType type, String key, String id, String source, Instant time) {
        return headers(CloudEventHeaders.event(type, key, id, URI.create(source).toString(), time));
    }

    private static RecordHeaders headers(Map<String, String> text) {
        RecordHeaders headers = new RecordHeaders();
        text.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
