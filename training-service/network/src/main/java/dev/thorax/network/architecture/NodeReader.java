package dev.thorax.network.architecture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thorax.network.layer.Layer;

/** Reads a layer with the keys {@code name} and {@code from} beside it, both optional. */
final class NodeReader extends StdDeserializer<Node> {
    private static final long serialVersionUID = 1;

    NodeReader() {
        super(Node.class);
    }

    @Override
    public Node deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        ObjectNode json = context.readValue(parser, ObjectNode.class);
        JsonNode name = json.remove("name");
        JsonNode from = json.remove("from");
        Layer layer = context.readTreeAsValue(json, Layer.class);
        return new Node(name == null ? null : name.asText(), from == null ? List.of() : names(from), layer);
    }

    private static List<String> names(JsonNode from) {
        List<String> names = new ArrayList<>();
        if (from.isArray()) {
            from.forEach(name -> names.add(name.asText()));
        } else {
            names.add(from.asText());
        }
        return names;
    }
}
