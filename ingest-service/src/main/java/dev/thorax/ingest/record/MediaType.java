package dev.thorax.ingest.record;

import java.util.Locale;

/** Compares media types. */
public final class MediaType {
    private MediaType() {}

    /** Returns the type and subtype in lower case, without parameters; an empty text for null. */
    public static String essence(String mediaType) {
        if (mediaType == null) {
            return "";
        }
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
