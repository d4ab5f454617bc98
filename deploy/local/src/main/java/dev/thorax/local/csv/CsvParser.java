package dev.thorax.local.csv;

import java.util.ArrayList;
import java.util.List;

/** Splits a text into lines and values (RFC 4180). Lines without any value are left out. */
final class CsvParser {
    private final String text;
    private final char separator;
    private final List<List<String>> lines = new ArrayList<>();
    private List<String> line = new ArrayList<>();
    private int position;

    CsvParser(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** Returns all lines; throws {@link IllegalArgumentException} with a clause if a quoted value does not end. */
    List<List<String>> lines() {
        while (position < text.length()) {
            line.add(value());
            endValue();
        }
        endLine();
        return lines;
    }

    private String value() {
        int start = position;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        if (start < text.length() && text.charAt(start) == '"') {
            position = start + 1;
            return (quoted() + plain()).strip();
        }
        return plain().strip();
    }

    private String plain() {
        int start = position;
        while (position < text.length() && !isEnd(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        int start = position;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c != '"') {
                value.append(c);
            } else if (position < text.length() && text.charAt(position) == '"') {
                value.append(c);
                position++;
            } else {
                return value.toString();
            }
        }
        throw new IllegalArgumentException("the quotes that open before \""
                + text.substring(start, Math.min(text.length(), start + 20)).strip() + "\" do not close");
    }

    private boolean isEnd(char c) {
        return c == separator || c == '\n' || c == '\r';
    }

    private void endValue() {
        if (position < text.length() && text.charAt(position++) != separator) {
            endLine();
        }
    }

    private void endLine() {
        if (line.stream().anyMatch(value -> !value.isEmpty())) {
            lines.add(line);
        }
        line = new ArrayList<>();
    }
}
