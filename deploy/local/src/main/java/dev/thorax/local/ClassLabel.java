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
        String label = BLANKS.matcher(folderName.strip()).replaceAll("_");
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            label = label.replace(letter.getKey(), letter.getValue());
        }
        label = MARKS.matcher(Normalizer.normalize(label, Normalizer.Form.NFD)).replaceAll("");
        return StorageKeys.isName(label) ? label : null;
    }
}
