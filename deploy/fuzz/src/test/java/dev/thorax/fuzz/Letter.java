package dev.thorax.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An input with headers: lines {@code name: value}, an empty line, and a body, as HTTP has them.
 *
 * @param headers the values by their names, in Latin-1
 * @param body the bytes after the empty line; none without one
 */
public record Letter(Map<String, byte[]> headers, byte[] body) {
    /** Splits an input. Whatever it is, it is a letter. */
    public static Letter of(byte[] input) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        int position = 0;
        while (position < input.length) {
            int end = lineEnd(input, position);
            if (end == position) {
                return new Letter(headers, Arrays.copyOfRange(input, position + 1, input.length));
            }
            String line = new String(input, position, end - position, StandardCharsets.ISO_8859_1);
            int colon = line.indexOf(": ");
            if (colon > 0) {
                headers.put(line.substring(0, colon), Arrays.copyOfRange(input, position + colon + 2, end));
            }
            position = end + 1;
        }
        return new Letter(headers, new byte[0]);
    }

    private static int lineEnd(byte[] input, int from) {
        for (int i = from; i < input.length; i++) {
            if (input[i] == '\n') {
                return i;
            }
        }
        return input.length;
    }
}
