package dev.thorax.contracts.topic;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.thorax.contracts.event.EventType;

/** Kafka headers (UTF-8 text) of a CloudEvent in binary mode. */
public final class CloudEventHeaders {
    /** Version of CloudEvents. */
    public static final String SPEC_VERSION = "ce_specversion";
    /** Id of the event. The same effect always has the same id. */
    public static final String ID = "ce_id";
    /** The service or device that sent the event. */
    public static final String SOURCE = "ce_source";
    /** Type of the event. */
    public static final String TYPE = "ce_type";
    /** Key of the record. */
    public static final String SUBJECT = "ce_subject";
    /** Time of the event: ISO-8601, UTC. */
    public static final String TIME = "ce_time";
    /** Media type of the value. */
    public static final String CONTENT_TYPE = "content-type";

    private static final String VERSION = "1.0";
    private static final String JSON = "application/json";
    private static final String SCAN = "dev.thorax.scan.v1";

    private CloudEventHeaders() {}

    /** Returns the headers of an event with JSON data. */
    public static Map<String, String> event(EventType type, String key, String id, String source, Instant time) {
        Map<String, String> headers = headers(type.type(), id, source, time);
        headers.put(SUBJECT, key);
        headers.put(CONTENT_TYPE, JSON);
        return headers;
    }

    /** Returns the headers of a record of {@link Topics#SCANS}. {@link #CONTENT_TYPE} is left to the sender. */
    public static Map<String, String> scan(String scanId, String source, Instant time) {
        return headers(SCAN, scanId, source, time);
    }

    private static Map<String, String> headers(String type, String id, String source, Instant time) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(SPEC_VERSION, VERSION);
        headers.put(ID, id);
        headers.put(SOURCE, source);
        headers.put(TYPE, type);
        headers.put(TIME, time.toString());
        return headers;
    }
}
