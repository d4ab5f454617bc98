package dev.thorax.testing.records;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The table of records that each consumed topic of each service must survive. The same for the same arguments. */
public final class HostileRecords {
    private static final int MIB = 1 << 20;
    /** What a topic with Kafka's default takes. */
    private static final int TOPIC_TAKES = 1_048_588;

    /** What a record with an empty batch around it takes beside key, value and headers, and something to spare. */
    private static final int OVERHEAD = 256;

    private static final byte[] KEY = "key".getBytes(UTF_8);

    private final int largest;
    private final byte[] event;
    private final List<HostileRecord> records = new ArrayList<>();

    private HostileRecords(int limit, byte[] event) {
        this.largest = limit - OVERHEAD;
        this.event = event;
    }

    /**
     * Returns the records for a topic.
     *
     * @param limit the topic's {@code max.message.bytes}
     * @param event the value of a record whose key or headers are odd
     */
    public static List<HostileRecord> of(int limit, byte[] event) {
        HostileRecords table = new HostileRecords(limit, event);
        table.keys();
        table.headers();
        table.values();
        return table.records;
    }

    /** Returns the records for a topic of {@code event}s with Kafka's default limit, and events with a broken field each. */
    public static List<HostileRecord> ofEvent(Record event) {
        List<HostileRecord> records = of(TOPIC_TAKES, Json.write(event));
        records.addAll(HostileFields.of("hostile", event));
        return records;
    }

    private void keys() {
        add("no key", null, event);
        int longest = Math.min(largest, 2 * MIB) - event.length;
        for (int bytes : new int[] {0, 1, 128, 129, 10_000, 262_144, 400_000, longest}) {
            add("key of " + bytes + " bytes", text("k", bytes), event);
        }
        add("key that is no UTF-8", new byte[] {(byte) 0xff, 0, (byte) 0xc3}, event);
        add("key of blanks", text(" ", 1000), event);
        add("key that is a path", "../../up\n".getBytes(UTF_8), event);
    }

    private void headers() {
        addWith("a thousand headers", many(1000, "header-", "value"));
        addWith("a hundred thousand headers", many(100_000, "", "v"));
        addWith("headers without name and value", many(1000, "", null));
        for (String name : new String[] {"ce_id", "patient", "label", "content-type", "any"}) {
            byte[] blanks = ("a" + " ".repeat(100_000) + "b").getBytes(UTF_8);
            addWith("100,000 blanks in " + name, List.of(header(name, blanks)));
            addWith("no value of " + name, List.of(header(name, null)));
        }
        int longest = Math.min(largest, 8 * MIB) - event.length;
        addWith("a header of " + longest + " blanks", List.of(header("patient", text(" ", longest))));
        addWith("a header name of 100,000 characters", List.of(header("n".repeat(100_000), KEY)));
        addWith("an unknown version", List.of(header("ce_type", "dev.thorax.unknown.v99".getBytes(UTF_8))));
    }

    private void values() {
        add("no value", KEY, null);
        for (int bytes : new int[] {0, 1, 1000, 65_536, 500_000, 1_000_000, 1_000_001, largest - KEY.length}) {
            add(bytes + " random bytes", KEY, random(bytes));
            add(bytes + " digits", KEY, text("9", bytes));
        }
        Stream.of(
                        "null",
                        "[]",
                        "{}",
                        "true",
                        "\"text\"",
                        "42",
                        "{",
                        "{\"a\":}",
                        "\ufeff{}",
                        "{\"a\":1}{\"a\":2}",
                        "NaN",
                        "{\"a\":NaN}",
                        "{\"a\":1,\"a\":2}")
                .forEach(json -> add("value " + json, KEY, json.getBytes(UTF_8)));
        add("text that is no UTF-8", KEY, new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'});
        add("100,000 arrays in each other", KEY, "[".repeat(100_000).getBytes(UTF_8));
        add("100,000 objects in each other", KEY, "{\"a\":".repeat(100_000).getBytes(UTF_8));
        add("900 objects in each other", KEY, ("{\"a\":".repeat(900) + "1" + "}".repeat(900)).getBytes(UTF_8));
        add("50,000 fields", KEY, ("{" + fields(50_000) + "\"z\":0}").getBytes(UTF_8));
        add("100,000 numbers", KEY, ("[" + "1,".repeat(100_000) + "1]").getBytes(UTF_8));
        add("a field name of 100,000 characters", KEY, ("{\"" + "n".repeat(100_000) + "\":1}").getBytes(UTF_8));
    }

    private void add(String name, byte[] key, byte[] value) {
        records.add(new HostileRecord(name, key, value, List.of()));
    }

    private void addWith(String name, List<Map.Entry<String, byte[]>> headers) {
        records.add(new HostileRecord(name, KEY, event, headers));
    }

    private static List<Map.Entry<String, byte[]>> many(int count, String prefix, String value) {
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        return prefix.isEmpty()
                ? Collections.nCopies(count, header("", bytes))
                : IntStream.range(0, count)
                        .mapToObj(i -> header(prefix + i, bytes))
                        .toList();
    }

    private static Map.Entry<String, byte[]> header(String name, byte[] value) {
        return new SimpleEntry<>(name, value);
    }

    private static String fields(int count) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < count; i++) {
            fields.append("\"f").append(i).append("\":").append(i).append(',');
        }
        return fields.toString();
    }

    private static byte[] text(String character, int bytes) {
        return character.repeat(bytes).getBytes(UTF_8);
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new Random(bytes).nextBytes(random);
        return random;
    }
}
