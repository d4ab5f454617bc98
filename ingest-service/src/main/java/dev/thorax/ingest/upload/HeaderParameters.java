package dev.thorax.ingest.upload;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the parameters of a header such as {@code form-data; name="file"; filename=scan.png}. */
final class HeaderParameters {
    private HeaderParameters() {}

    /** Returns the parameters by their names in lower case; none for null. The first of a name counts. */
    static Map<String, String> of(String header) {
        Map<String, String> parameters = new HashMap<>();
        int position = header == null ? -1 : header.indexOf(';');
        while (position >= 0) {
            int start = position + 1;
            int equals = header.indexOf('=', start);
            int semicolon = header.indexOf(';', start);
            if (equals < 0) {
                break;
            }
            if (semicolon >= 0 && semicolon < equals) {
                position = semicolon;
                continue;
            }
            StringBuilder value = new StringBuilder();
            position = value(header, equals + 1, value);
            parameters.putIfAbsent(
                    header.substring(start, equals).strip().toLowerCase(Locale.ROOT),
                    value.toString().strip());
        }
        return parameters;
    }

    /** Reads a value, with or without quotes; returns the index of the semicolon after it, or -1. */
    private static int value(String header, int start, StringBuilder value) {
        boolean quoted = false;
        for (int i = start; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && i + 1 < header.length() && isEscaped(header.charAt(i + 1))) {
                value.append(header.charAt(++i));
            } else if (c == ';' && !quoted) {
                return i;
            } else {
                value.append(c);
            }
        }
        return -1;
    }

    /** A backslash before another character belongs to the path of a Windows file. */
    private static boolean isEscaped(char c) {
        return c == '"' || c == '\\';
    }
}
