package dev.thorax.network.layer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;

/** The rows and columns of a window. In a recipe it is one number for a square, or {@code [rows, columns]}. */
public record WindowSize(int height, int width) {
    public WindowSize {
        Layer.require(height > 0 && width > 0, "a window needs at least one row and one column");
    }

    /** Creates the size of a square. */
    public static WindowSize square(int side) {
        return new WindowSize(side, side);
    }

    @JsonCreator
    static WindowSize read(JsonNode json) {
        boolean pair = json.isArray() && json.size() == 2;
        Layer.require(pair || json.isInt(), "a kernel is one number, or [rows, columns]");
        return pair ? new WindowSize(json.get(0).asInt(), json.get(1).asInt()) : square(json.asInt());
    }
}
