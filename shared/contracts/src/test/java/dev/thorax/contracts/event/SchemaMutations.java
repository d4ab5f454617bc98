package dev.thorax.contracts.event;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes copies of a schema with one change each that breaks whoever relies on it. */
final class SchemaMutations {
    private final JsonNode schema;
    private final Map<String, JsonNode> mutations = new TreeMap<>();

    private SchemaMutations(JsonNode schema) {
        this.schema = schema;
    }

    /** Returns the changed copies by what was changed, in all objects of the schema. */
    static Map<String, JsonNode> of(JsonNode schema) {
        SchemaMutations mutations = new SchemaMutations(schema);
        mutations.visit("", schema);
        return mutations.mutations;
    }

    private void visit(String pointer, JsonNode node) {
        if (node.has("properties")) {
            node.path("properties").fieldNames().forEachRemaining(name -> mutateField(pointer, name));
            add("new required field", pointer, object -> {
                object.withObject("/properties").putObject("brandNew").put("type", "string");
                object.withArray("/required").add("brandNew");
            });
        }
        if (node.has("enum")) {
            add("without a value", pointer, object -> object.withArray("/enum").remove(0));
            add("with another value", pointer, object -> object.withArray("/enum")
                    .add("BRAND_NEW"));
        }
        if (node.has("format")) {
            add("without its format", pointer, object -> object.remove("format"));
        }
        node.properties().forEach(child -> {
            if (child.getValue().isObject()) {
                visit(pointer + "/" + child.getKey(), child.getValue());
            }
        });
    }

    private void mutateField(String pointer, String name) {
        add("without " + name, pointer, object -> {
            object.withObject("/properties").remove(name);
            removeRequired(object, name);
        });
        add("other type of " + name, pointer, object -> {
            ObjectNode field = object.withObject("/properties").withObject("/" + name);
            field.put("type", field.path("type").asText().equals("string") ? "integer" : "string");
        });
        add("other need of " + name, pointer, object -> {
            if (!removeRequired(object, name)) {
                object.withArray("/required").add(name);
            }
        });
    }

    private static boolean removeRequired(ObjectNode object, String name) {
        ArrayNode required = object.withArray("/required");
        for (int i = 0; i < required.size(); i++) {
            if (required.get(i).asText().equals(name)) {
                required.remove(i);
                return true;
            }
        }
        return false;
    }

    private void add(String name, String pointer, Consumer<ObjectNode> change) {
        JsonNode copy = schema.deepCopy();
        change.accept((ObjectNode) copy.at(pointer));
        mutations.put(pointer + ": " + name, copy);
    }
}
