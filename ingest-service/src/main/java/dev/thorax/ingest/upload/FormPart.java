package dev.thorax.ingest.upload;

import java.util.Locale;
import java.util.Map;

import dev.thorax.ingest.record.MediaType;

/**
 * One part of a form.
 *
 * @param headers its headers, by their names in lower case
 * @param body its bytes as they came
 */
record FormPart(Map<String, String> headers, byte[] body) {
    private static final String DISPOSITION = "content-disposition";

    /** Returns the name of its field; an empty text if it has none. */
    String name() {
        String name = HeaderParameters.of(headers.get(DISPOSITION)).get("name");
        return name == null ? "" : name;
    }

    /** Returns whether the sender marked it as a file: by a file name, or by a media type that is no text. */
    boolean isMarkedAsFile() {
        Map<String, String> parameters = HeaderParameters.of(headers.get(DISPOSITION));
        String type = MediaType.essence(headers.get("content-type"));
        return parameters.containsKey("filename")
                || parameters.containsKey("filename*")
                || !type.isEmpty() && !type.startsWith("text/");
    }

    /** Returns its transfer encoding in lower case: how its bytes were made fit for mail. Empty if it has none. */
    String transferEncoding() {
        String encoding = headers.get("content-transfer-encoding");
        return encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    }
}
