package dev.thorax.testing.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes broken events of a good one: each field with what it should not have. */
public final class HostileFields {
    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("null", "null");
        VALUES.put("a number", "-1");
        VALUES.put("a huge number", "1e999999999");
        VALUES.put("a number of 900 digits", "9".repeat(900));
        VALUES.put("a fraction", "0.5");
        VALUES.put("true", "true");
        VALUES.put("an empty text", "\"\"");
        VALUES.put("a text of 300,000 characters", "\"" + "x".repeat(300_000) + "\"");
        VALUES.put("a text with control characters", "\"a\\u0000\\r\\nb\"");
        VALUES.put("half a surrogate pair", "\"\\ud83d\"");
        VALUES.put("an array", "[[[]]]");
        VALUES.put("an object", "{\"a\":{\"b\":null}}");
    }

    private HostileFields() {}

    /**
     * Returns records with {@code event} where one field is broken.
     *
     * @param key the key of all records
     * @param event an event with all its fields
     */
    public static List<HostileRecord> of(String key, Record event) {
        List<HostileRecord> records = new ArrayList<>();
        ObjectNode good = Json.mapper().valueToTree(event);
        List<String> fields = new ArrayList<>();
        good.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            VALUES.forEach((name, value) -> records.add(
                    record(key, field + " is " + name, good.deepCopy().putRawValue(field, new RawValue(value)))));
            ObjectNode without = good.deepCopy();
            without.remove(field);
            records.add(record(key, field + " is missing", without));
        }
        records.add(record(key, "an unknown field", good.deepCopy().put("unknown", 1)));
        return records;
    }

    private static HostileRecord record(String key, String name, ObjectNode event) {
        return new HostileRecord(name, key.getBytes(UTF_8), Json.write(event), List.of());
    }
}
