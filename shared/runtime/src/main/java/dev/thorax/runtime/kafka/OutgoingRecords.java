package dev.thorax.runtime.kafka;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.EventType;
import dev.thorax.contracts.event.ScanRejected;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.json.JsonTexts;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.RejectionHeaders;

/**
 * Builds the records that Thorax sends. Each names its own topic and key, so that one channel can carry them all. All of them
 * are bounded here, so that none is larger than its topic takes, whatever it answers.
 */
public final class OutgoingRecords {
    /** Most characters of a text in a header or an event. */
    static final int MAX_TEXT = 2_000;

    /** Most characters of a CloudEvents id. A longer one becomes its SHA-256, so that the same effect has the same id. */
    private static final int MAX_ID = 500;

    /** Most bytes of a refused value that a rejection carries, where the topic takes Kafka's default of 1 MiB a record. */
    static final int MAX_VALUE = 1_000_000;

    /** Most bytes of a record that every topic takes. */
    private static final int SHORT = 16 << 10;

    private OutgoingRecords() {}

    /**
     * Returns an event as a CloudEvent in binary mode.
     *
     * @param event data of the event; decides topic and type
     * @param key the Kafka key, also the CloudEvents {@code subject}; see {@link #key}
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
        return message(topic, key, JsonTexts.cut(Json.write(event), MAX_TEXT), headers);
    }

    /** Returns a record without a value. It removes {@code key} from the compacted topic of {@code type}. */
    public static Message<byte[]> tombstone(EventType type, String key, String id, String source, Instant time) {
        return message(type.topic(), key, null, cloudEvent(type, key, id, source, time));
    }

    /**
     * Returns the key under which a record about {@code key} is sent: {@code key} itself if it is a name, else its SHA-256.
     * A record without a key stays without one.
     */
    public static String key(String key) {
        return key == null || StorageKeys.isName(key) ? key : Sha256.of(key);
    }

    /**
     * Returns the record that refuses another one: its value unchanged, and the reason. A value that the topic might not take
     * is left out and described instead.
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
        boolean whole = value.length <= MAX_VALUE;
        String sentence = whole ? cut(detail) : withoutValue(cut(detail), value);
        return message(topic, key, whole ? value : new byte[0], rejectionHeaders(reason, sentence, origin, time));
    }

    /**
     * Returns the event of a rejected scan. The reason stands in its headers as well.
     *
     * @param source the service
     */
    public static Message<byte[]> rejection(ScanRejected event, String source) {
        // A device may correct a scan and send it under the same id, so the id alone does not name the effect.
        String id = Sha256.of(String.join("\n", event.scanId(), event.origin(), event.sha256(), event.reason()));
        EventType type = EventType.of(event);
        RecordHeaders headers = cloudEvent(type, event.scanId(), id, source, event.rejectedAt());
        rejectionHeaders(event.reason(), cut(event.detail()), event.origin(), event.rejectedAt())
                .forEach(headers::add);
        return message(type.topic(), event.scanId(), JsonTexts.cut(Json.write(event), MAX_TEXT), headers);
    }

    private static RecordHeaders rejectionHeaders(String reason, String detail, String origin, Instant time) {
        return headers(Map.of(
                RejectionHeaders.REASON,
                reason,
                RejectionHeaders.DETAIL,
                detail,
                RejectionHeaders.ORIGIN,
                origin,
                RejectionHeaders.TIME,
                time.toString()));
    }

    /** Returns {@code text}, or the beginning of it if it is too long for a header, an event or a line of the log. */
    public static String cut(String text) {
        return JsonTexts.cut(text, MAX_TEXT);
    }

    /** Returns whether every topic takes {@code message}. */
    static boolean isShort(Message<byte[]> message) {
        return message.getPayload() == null || message.getPayload().length <= SHORT;
    }

    /** Returns {@code message}, or without its value if not every topic takes that. */
    static Message<byte[]> shortened(Message<byte[]> message) {
        return isShort(message) ? message : message.withPayload(new byte[0]);
    }

    private static String withoutValue(String sentence, byte[] value) {
        return sentence.replaceFirst("\\.$", "") + "; its " + value.length + " bytes with SHA-256 " + Sha256.of(value)
                + " are too many to be kept here.";
    }

    private static Message<byte[]> message(String topic, String key, byte[] value, RecordHeaders headers) {
        return Message.of(value)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(topic)
                        .withKey(key(key))
                        .withHeaders(headers)
                        .build());
    }

    private static RecordHeaders cloudEvent(EventType type, String key, String id, String source, Instant time) {
        String shortId = id.length() <= MAX_ID ? id : Sha256.of(id);
        return headers(CloudEventHeaders.event(
                type, key(key), shortId, URI.create(source).toString(), time));
    }

    private static RecordHeaders headers(Map<String, String> text) {
        RecordHeaders headers = new RecordHeaders();
        text.forEach((name, value) -> {
            if (value != null) {
                headers.add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        return headers;
    }
}
