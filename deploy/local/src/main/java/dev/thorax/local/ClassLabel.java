package dev.thorax.local;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

import dev.thorax.contracts.storage.StorageKeys;

/** Makes the label of a class from the name of its folder: a label has letters, digits, dots, underscores and dashes only. */
final class ClassLabel {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Map<String, String> LETTERS = Map.of(
            "\u00e4", "ae", "\u00f6", "oe", "\u00fc", "ue", "\u00c4", "Ae", "\u00d6", "Oe", "\u00dc", "Ue", "\u00df",
            "ss", "\u00e6", "ae", "\u00f8", "oe");

    private ClassLabel() {}

    /** Returns the label, or null if the name has characters that have no place in one. */
    static String of(String folderName) {
        String label = withoutMarks(folderName);
        return StorageKeys.isName(label) ? label : null;
    }

    /** Returns a text with underscores for blanks, and its Latin letters without marks. */
    static String withoutMarks(String text) {
        String plain = BLANKS.matcher(text.strip()).replaceAll("_");
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            plain = plain.replace(letter.getKey(), letter.getValue());
        }
        return MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD)).replaceAll("");
    }
}
