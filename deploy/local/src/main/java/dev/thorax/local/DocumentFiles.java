package dev.thorax.local;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Recognises tables and texts that are published with scans and are never scans. */
final class DocumentFiles {
    private static final Set<String> ENDINGS = Set.of(
            "bib", "csv", "doc", "docx", "htm", "html", "json", "md", "numbers", "ods", "odt", "pdf", "rst", "rtf",
            "sha256", "tsv", "txt", "xls", "xlsx", "xml", "yaml", "yml");
    private static final Set<String> NAMES =
            Set.of("authors", "changelog", "citation", "copying", "licence", "license", "notice", "readme");

    private DocumentFiles() {}

    /** Returns whether the name of a file is that of a table or a text. */
    static boolean contain(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return NAMES.contains(name)
                || ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && name.contains(".");
    }
}
