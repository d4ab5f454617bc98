package dev.thorax.contracts.json;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Bounds texts that come from outside, alone and in JSON. */
public final class JsonTexts {
    private static final String ELLIPSIS = "\u2026";

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private JsonTexts() {}

    /** Returns {@code text}, or its first {@code most} characters and an ellipsis. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + ELLIPSIS;
    }

    /** Returns {@code text} as a part of a sentence: cut to {@code most} characters, with a question mark for each control character. */
    public static String printable(String text, int most) {
        return CONTROL.matcher(cut(text, most)).replaceAll("?");
    }

    /** Returns {@code json} with every text in it cut to {@code most} characters. Names of fields stay as they are. */
    public static byte[] cut(byte[] json, int most) {
        return json.length <= most ? json : Json.write(cut(Json.read(json, JsonNode.class), most));
    }

    private static JsonNode cut(JsonNode node, int most) {
        if (node instanceof TextNode text) {
            return TextNode.valueOf(cut(text.textValue(), most));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(cut(field.getValue(), most)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, cut(array.get(i), most));
            }
        }
        return node;
    }
}
