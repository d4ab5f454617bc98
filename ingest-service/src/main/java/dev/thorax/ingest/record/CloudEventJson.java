package dev.thorax.ingest.record;

import java.io.IOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Reads scans from CloudEvents in JSON (structured mode), whose file is Base64 text. */
final class CloudEventJson {
    private static final String JSON = "application/cloudevents+json";
    private static final String ANY = "application/cloudevents";
    private static final ObjectMapper MAPPER =
            Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private CloudEventJson() {}

    /**
     * The attributes of an event that ingest reads. Others are ignored.
     *
     * @param dataBase64 the file
     * @param data the file of an event before version 1.0, or of a producer that knows text only
     */
    private record Event(
            String specversion,
            String id,
            String patient,
            String label,
            String dataset,
            byte[] dataBase64,
            String data) {}

    /** Returns whether a body of this media type is a CloudEvent as a whole. */
    static boolean isNamedBy(String mediaType) {
        return MediaType.essence(mediaType).startsWith(ANY);
    }

    /** Reads an event; throws {@link UnacceptableScanException} if it is of another form, is a batch, or has no file. */
    static ScanEnvelope read(String mediaType, byte[] body) throws UnacceptableScanException {
        if (!MediaType.essence(mediaType).equals(JSON)) {
            throw new UnacceptableScanException(
                    RejectionReason.FORMAT_NOT_SUPPORTED,
                    "The scan is sent as a batch of CloudEvents, or in another form than JSON, which is not read; send"
                            + " each scan as an event of its own, in binary mode or as " + JSON + ".");
        }
        Event event = parse(body);
        if (event.specversion() == null || event.dataBase64() == null && event.data() == null) {
            throw unreadable();
        }
        byte[] file = event.dataBase64() == null
                ? Base64Text.decode(event.data().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : event.dataBase64();
        return new ScanEnvelope(file, new ScanAttributes(event.id(), event.patient(), event.label(), event.dataset()));
    }

    /** Reads the JSON. The message of a failure is dropped, since it may contain a part of the event. */
    private static Event parse(byte[] body) throws UnacceptableScanException {
        try {
            Event event = MAPPER.readValue(body, Event.class);
            if (event != null) {
                return event;
            }
        } catch (IOException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    private static UnacceptableScanException unreadable() {
        return new UnacceptableScanException(
                RejectionReason.INVALID_METADATA,
                "The value is not a CloudEvent in JSON with specversion and with the file as Base64 in data_base64; send"
                        + " it so, or send the file itself in binary mode.");
    }
}
