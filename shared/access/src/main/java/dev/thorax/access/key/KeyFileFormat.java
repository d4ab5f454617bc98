package dev.thorax.access.key;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.thorax.access.Role;
import dev.thorax.contracts.json.Json;

/** Reads and writes keys as JSON: {@code {"keys":[{"id":…,"name":…,"role":…,"sha256":…,"notAfter":…}]}}. */
public final class KeyFileFormat {
    private static final ObjectReader READER =
            Json.mapper().readerFor(Content.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private record Content(List<Entry> keys) {}

    private record Entry(String id, String name, String role, String sha256, Instant notAfter) {
        static Entry of(AccessKey key) {
            return new Entry(key.id(), key.name(), key.role().text(), key.sha256(), key.notAfter());
        }

        AccessKey key() {
            Role known = Role.of(role)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The key " + id + " has no role; give it device, clinician or operator."));
            if (notAfter == null) {
                throw new IllegalArgumentException("The key " + id + " has no notAfter, the end of its validity.");
            }
            return new AccessKey(id, name, known, sha256, notAfter);
        }
    }

    private KeyFileFormat() {}

    /**
     * Reads keys.
     *
     * @throws KeyFileException with a sentence that never repeats the content, if they are malformed
     */
    public static AccessKeys read(byte[] json) {
        try {
            Content content = READER.readValue(json);
            if (content == null || content.keys() == null || content.keys().contains(null)) {
                throw new KeyFileException("It must be a JSON object with the list keys.");
            }
            return new AccessKeys(content.keys().stream().map(Entry::key).toList());
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(e.getMessage());
        } catch (IOException e) {
            throw new KeyFileException(
                    "It must be JSON: a list keys of objects with id, name, role, sha256, notAfter.");
        }
    }

    /** Writes keys. */
    static byte[] write(AccessKeys keys) {
        return Json.write(new Content(keys.list().stream().map(Entry::of).toList()));
    }
}
