package dev.thorax.contracts.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Compares a JSON Schema with that of a release. It may only have got optional fields. All else is a fault: whoever
 * reads the new records by the old schema, or the old records by the new one, would refuse some of them.
 */
final class SchemaGrowth {
    private static final Set<String> PROSE = Set.of("description", "summary", "title", "examples");
    private static final Set<String> DEFINITIONS = Set.of("$defs");

    private final JsonNode released;
    private final JsonNode today;
    private final List<String> faults = new ArrayList<>();

    private SchemaGrowth(JsonNode released, JsonNode today) {
        this.released = released;
        this.today = today;
    }

    /** Returns a sentence for each difference that is no growth. */
    static List<String> faults(JsonNode released, JsonNode today) {
        return faults(released, today, "");
    }

    /**
     * Returns a sentence for each difference below {@code pointer} that is no growth. References may lead to any place of the two
     * documents.
     */
    static List<String> faults(JsonNode released, JsonNode today, String pointer) {
        SchemaGrowth growth = new SchemaGrowth(released, today);
        growth.compare(released.at(pointer), today.at(pointer), pointer);
        return growth.faults;
    }

    private void compare(JsonNode before, JsonNode after, String path) {
        JsonNode then = resolved(before, released);
        JsonNode now = resolved(after, today);
        if (!then.isObject() || !now.isObject()) {
            if (!then.equals(now)) {
                faults.add(path + " was " + then + " and is " + now + ".");
            }
            return;
        }
        for (String keyword : keywords(then, now)) {
            compareKeyword(keyword, then.path(keyword), now.path(keyword), path + "/" + keyword);
        }
    }

    private void compareKeyword(String keyword, JsonNode then, JsonNode now, String path) {
        switch (keyword) {
            case "properties", "messages" -> compareProperties(then, now, path);
            case "required", "enum" -> compareSets(then, now, path);
            default -> compare(then, now, path);
        }
    }

    /** Fields may come. A new one is optional, as the required ones stay the same. A topic may get messages of new types, too. */
    private void compareProperties(JsonNode then, JsonNode now, String path) {
        then.fieldNames().forEachRemaining(name -> compare(then.path(name), now.path(name), path + "/" + name));
    }

    private void compareSets(JsonNode then, JsonNode now, String path) {
        if (!set(then).equals(set(now))) {
            faults.add(path + " was " + then + " and is " + now + ".");
        }
    }

    private static Set<String> keywords(JsonNode then, JsonNode now) {
        Set<String> keywords = new TreeSet<>();
        then.fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(PROSE);
        keywords.removeAll(DEFINITIONS);
        return keywords;
    }

    private static Set<JsonNode> set(JsonNode array) {
        Set<JsonNode> values = new HashSet<>();
        array.forEach(values::add);
        return values;
    }

    private static JsonNode resolved(JsonNode node, JsonNode document) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? resolved(document.at(reference.substring(1)), document) : node;
    }
}
