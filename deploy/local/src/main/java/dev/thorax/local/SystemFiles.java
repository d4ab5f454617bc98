package dev.thorax.local;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Recognises files and folders that operating systems and programs put into folders of people. */
final class SystemFiles {
    private static final Set<String> NAMES = Set.of(
            "thumbs.db",
            "thumbs.db:encryptable",
            "ehthumbs.db",
            "ehthumbs_vista.db",
            "desktop.ini",
            "icon\r",
            "__macosx",
            "$recycle.bin",
            "recycler",
            "system volume information",
            "lost+found",
            "@eadir",
            "#recycle");

    private SystemFiles() {}

    /** Returns whether an entry of a folder is hidden, or is none of a person's files. */
    static boolean contain(Path entry) {
        String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.startsWith(".") || name.startsWith("~$") || NAMES.contains(name);
    }
}
