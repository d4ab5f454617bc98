package dev.thorax.local;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.regex.Pattern;

import dev.thorax.contracts.json.JsonTexts;
import dev.thorax.contracts.storage.Sha256;

/** Brings names of files into the one form in which they are compared. */
final class FileName {
    private static final Pattern CONTROL = Pattern.compile("\\p{C}");
    private static final int LONGEST_PATIENT = 128;
    private static final int LONGEST_NAME = 500;

    private FileName() {}

    /** Returns the name of an entry within a folder, with slashes and composed (NFC); macOS writes names decomposed. */
    static String of(Path folder, Path entry) {
        return normal(folder.relativize(entry).toString());
    }

    /** Returns a name as people write it, in the same form. Windows writes backslashes. */
    static String normal(String name) {
        String slashes = name.replace('\\', '/');
        int start = 0;
        while (slashes.startsWith("./", start)) {
            start += 2;
        }
        return Normalizer.normalize(slashes.substring(start), Normalizer.Form.NFC);
    }

    /** Returns a name that a terminal can print, or its beginning. */
    static String printable(String name) {
        return JsonTexts.cut(CONTROL.matcher(name).replaceAll("?"), LONGEST_NAME);
    }

    /** Returns a patient for a file that is a patient of its own. Devices send a patient as short text without control characters. */
    static String patient(String name) {
        return name.length() > LONGEST_PATIENT || CONTROL.matcher(name).find() ? Sha256.of(name) : name;
    }
}
