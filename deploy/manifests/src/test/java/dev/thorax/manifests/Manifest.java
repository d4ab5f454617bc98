package dev.thorax.manifests;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One rendered resource.
 *
 * @param tree its fields
 */
public record Manifest(ObjectNode tree) {
    /** Returns its kind, e.g. {@code StatefulSet}. */
    public String kind() {
        return tree.path("kind").asText();
    }

    /** Returns the group and version of its kind. */
    public String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    /** Returns its name. */
    public String name() {
        return tree.at("/metadata/name").asText();
    }

    /** Returns its kind and name, e.g. {@code StatefulSet/ingest-service}. */
    public String id() {
        return kind() + "/" + name();
    }

    /** Returns the field at a JSON pointer, or a missing node. */
    public JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** Returns its labels. */
    public Map<String, String> labels() {
        return texts(at("/metadata/labels"));
    }

    /** Returns the fields of an object with their values as text. */
    public static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** Returns the elements of a list. */
    public static Stream<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
