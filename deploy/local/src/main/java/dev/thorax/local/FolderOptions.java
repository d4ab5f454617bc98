package dev.thorax.local;

import java.util.Map;
import java.util.TreeMap;

/**
 * Holds how folders of labelled scans are to be read.
 *
 * @param classes classes by the names of folders, a blank one to leave a folder out
 * @param givenSplit whether the scans of the folder {@code test} are kept from training
 * @param sourceColumn the column of the manifest that has the hospital or site of a scan, or null
 * @param source the hospital or site of all scans, or null
 */
record FolderOptions(Map<String, String> classes, boolean givenSplit, String sourceColumn, String source) {
    /** Stands for a folder whose classes are its sub-folders, with nothing else known. */
    static final FolderOptions NONE = new FolderOptions(Map.of(), false, null, null);

    FolderOptions {
        if (sourceColumn != null && source != null) {
            throw new CannotRunException("--source and --source-column cannot both be given, as a scan has one source;"
                    + " leave one of them out.");
        }
        if (isBlank(source) || isBlank(sourceColumn)) {
            throw new CannotRunException(
                    "--source and --source-column need a name that is not blank; give one, or leave the option out.");
        }
        classes = Map.copyOf(classes);
    }

    private static boolean isBlank(String text) {
        return text != null && text.isBlank();
    }

    /** Returns a text that differs for options that send different scans, labels or sources. It is empty for {@link #NONE}. */
    String settings() {
        return equals(NONE) ? "" : new TreeMap<>(classes) + "\n" + givenSplit + "\n" + sourceColumn + "\n" + source;
    }
}
