package dev.thorax.local.csv;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * A table of a CSV file.
 *
 * @param columns names of the columns in lower case, composed (NFC), without blanks around them
 * @param rows values of each line after the first, without blanks around them; a row may have fewer values than columns
 */
public record CsvTable(List<String> columns, List<List<String>> rows) {
    private static final String SEPARATORS = ",;\t";
    private static final String SEPARATOR_LINE = "sep=";

    /**
     * Reads a table as Excel, LibreOffice or a program writes it: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or
     * tabs, quotes, any line ends, and a first line {@code sep=;}.
     *
     * @throws IllegalArgumentException with a clause if a quoted value does not end
     */
    public static CsvTable read(byte[] bytes) {
        String text = CsvText.decode(bytes);
        char separator = separator(text);
        if (text.regionMatches(true, 0, SEPARATOR_LINE, 0, SEPARATOR_LINE.length())) {
            text = text.substring(Math.min(text.length(), SEPARATOR_LINE.length() + 1))
                    .stripLeading();
        }
        List<List<String>> lines = new CsvParser(text, separator).lines();
        if (lines.isEmpty()) {
            return new CsvTable(List.of(), List.of());
        }
        return new CsvTable(lines.get(0).stream().map(CsvTable::columnName).toList(), lines.subList(1, lines.size()));
    }

    /** Returns the index of a column, or -1 if there is none of that name. */
    public int column(String name) {
        return columns.indexOf(name);
    }

    private static String columnName(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }

    /** Returns the character that the first line names or, outside of quotes, has most often. */
    private static char separator(String text) {
        if (text.regionMatches(true, 0, SEPARATOR_LINE, 0, SEPARATOR_LINE.length())
                && text.length() > SEPARATOR_LINE.length()) {
            return text.charAt(SEPARATOR_LINE.length());
        }
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (c == '\n' || c == '\r')) {
                break;
            }
            int kind = quoted ? -1 : SEPARATORS.indexOf(c);
            if (kind >= 0) {
                counts[kind]++;
            }
        }
        int most = 0;
        for (int kind = 1; kind < counts.length; kind++) {
            most = counts[kind] > counts[most] ? kind : most;
        }
        return SEPARATORS.charAt(most);
    }
}
