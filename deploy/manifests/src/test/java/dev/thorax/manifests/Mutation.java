package dev.thorax.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.jspecify.annotations.Nullable;

/**
 * One fault in one field.
 *
 * @param what the fault, for people
 * @param in kind and name of the resource, whose hash at the end is left out
 * @param at JSON pointer of the field, or null for the whole resource
 * @param to its value, or null to remove it
 * @param as another name for the field, or null to keep its name
 * @param by the check that must notice it
 */
record Mutation(
        @JsonProperty(required = true) String what,
        @JsonProperty(required = true) String in,
        @Nullable String at,
        @Nullable JsonNode to,
        @Nullable String as,
        @JsonProperty(required = true) String by) {
    /** Reads all mutations. */
    static List<Mutation> all() {
        try {
            return new YAMLMapper()
                    .readValue(Mutation.class.getResourceAsStream("mutations.yaml"), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the fault into the manifests. */
    void apply(Manifests manifests) {
        Manifest target = manifests.all().stream()
                .filter(manifest ->
                        manifest.id().replaceFirst("-[a-z0-9]{10}$", "").equals(in)
                                || manifest.id().equals(in))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + in + "."));
        if (at == null) {
            manifests.all().remove(target);
        } else {
            change(target.tree(), JsonPointer.compile(at));
        }
    }

    private void change(ObjectNode tree, JsonPointer pointer) {
        JsonNode parent = tree.at(pointer.head());
        String field = pointer.last().getMatchingProperty();
        if (parent instanceof ArrayNode list) {
            int index = pointer.last().getMatchingIndex();
            if (to == null) {
                list.remove(index);
            } else if (index < list.size()) {
                list.set(index, to);
            } else {
                list.add(to);
            }
        } else if (parent instanceof ObjectNode object) {
            JsonNode before = object.get(field);
            if (as != null) {
                object.set(as, object.remove(field));
            } else if (to == null) {
                object.remove(field);
            } else {
                object.set(field, to);
            }
            if (before == null && to == null || before != null && before.equals(to)) {
                throw new IllegalArgumentException(what + " changes nothing.");
            }
        } else {
            throw new IllegalArgumentException("There is no " + at + " in " + in + ".");
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
