package dev.thorax.ingest.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Reads scans from CloudEvents in JSON (structured mode), whose file is Base64 text. */
final class CloudEventJson {
    private static final String JSON = "application/cloudevents+json";
    private static final String ANY = "application/cloudevents";
    private static final String FILE = "data_base64";
    private static final String TEXT = "data";

    /** The source of an event is the device that sends it, and no hospital. */
    private static final String DEVICE = "source";

    /** The attributes that are read. Others are ignored. */
    private static final Set<String> READ = Set.of(
            "specversion", "id", "patient", "label", "dataset", DEVICE, ScanHeaders.SOURCE_EXTENSION, TEXT, FILE);

    /** Largest whole number that every program writes exactly. JavaScript writes 2^53 for 2^53 + 1, another patient's, too. */
    private static final long LARGEST_EXACT = (1L << 53) - 1;

    private CloudEventJson() {}

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
        try (JsonParser json = Json.mapper().createParser(body)) {
            return envelope(json);
        } catch (IOException e) {
            // The message is dropped, since it may contain a part of the event.
            throw unreadable();
        }
    }

    private static ScanEnvelope envelope(JsonParser json) throws IOException, UnacceptableScanException {
        Map<String, String> texts = new HashMap<>();
        Set<String> names = new HashSet<>();
        byte[] file = null;
        require(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName().toLowerCase(Locale.ROOT);
            JsonToken value = json.nextToken();
            require(!READ.contains(name) || names.add(name));
            if (!READ.contains(name)) {
                json.skipChildren();
            } else if (value == JsonToken.VALUE_STRING && name.equals(FILE)) {
                file = json.getBinaryValue();
            } else if (value != JsonToken.VALUE_NULL) {
                require(value == JsonToken.VALUE_STRING || isExactNumber(json));
                texts.put(name, json.getText());
            }
        }
        require(json.nextToken() == null
                && texts.containsKey("specversion")
                && (file != null || texts.containsKey(TEXT)));
        if (file == null) {
            file = Base64Text.decode(texts.get(TEXT).getBytes(StandardCharsets.UTF_8));
        }
        return new ScanEnvelope(
                file,
                new ScanAttributes(
                        texts.get("id"),
                        texts.get("patient"),
                        texts.get("label"),
                        texts.get("dataset"),
                        texts.get(ScanHeaders.SOURCE_EXTENSION),
                        texts.get(DEVICE)));
    }

    private static boolean isExactNumber(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getLongValue() >= 0
                && json.getLongValue() <= LARGEST_EXACT;
    }

    private static void require(boolean isReadable) throws UnacceptableScanException {
        if (!isReadable) {
            throw unreadable();
        }
    }

    private static UnacceptableScanException unreadable() {
        return new UnacceptableScanException(
                RejectionReason.INVALID_METADATA,
                "The value is not a CloudEvent in JSON with specversion, with each attribute once"
                        + " and as text, and with the file as Base64 in data_base64; send"
                        + " it so, or send the file itself in binary mode.");
    }
}
