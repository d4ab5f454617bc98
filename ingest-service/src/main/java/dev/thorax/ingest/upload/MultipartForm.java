package dev.thorax.ingest.upload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.thorax.ingest.record.MediaType;

/**
 * Splits the body of a form ({@code multipart/form-data}, RFC 7578) into its parts. Unlike the parser of the HTTP server it takes a file
 * without a file name for bytes and not for text, and does not mind a part's character set.
 */
final class MultipartForm {
    private static final String FORM = "multipart/form-data";
    private static final int MAX_PARTS = 100;
    private static final int MAX_PART_HEADERS = 8 << 10;

    private final byte[] body;
    private final byte[] delimiter;
    private final List<FormPart> parts = new ArrayList<>();

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns whether a body of this media type is a form. */
    static boolean isNamedBy(String mediaType) {
        return MediaType.essence(mediaType).equals(FORM);
    }

    /** Returns the parts of a form; throws {@link UploadRejectedException} if it is none, has no end, or too many parts. */
    static List<FormPart> parts(String mediaType, byte[] body) {
        String boundary = HeaderParameters.of(mediaType).get("boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw malformed();
        }
        MultipartForm form = new MultipartForm(body, boundary);
        form.split();
        return form.parts;
    }

    private void split() {
        int found = find(0);
        while (!isLast(found)) {
            int start = afterLine(found + delimiter.length);
            int next = find(start);
            if (parts.size() == MAX_PARTS) {
                throw malformed();
            }
            parts.add(part(start, beforeLineEnd(start, next)));
            found = next;
        }
    }

    /** Returns the index of the next delimiter at the begin of a line. */
    private int find(int from) {
        for (int i = from; i <= body.length - delimiter.length; i++) {
            if (body[i] == '-' && (i == 0 || body[i - 1] == '\n') && isDelimiter(i)) {
                return i;
            }
        }
        throw malformed();
    }

    private boolean isDelimiter(int start) {
        int end = start + delimiter.length;
        return Arrays.equals(body, start, end, delimiter, 0, delimiter.length)
                && (end == body.length || " \t\r\n-".indexOf(body[end]) >= 0);
    }

    private boolean isLast(int found) {
        int end = found + delimiter.length;
        return end + 1 < body.length && body[end] == '-' && body[end + 1] == '-';
    }

    private int afterLine(int from) {
        for (int i = from; i < body.length; i++) {
            if (body[i] == '\n') {
                return i + 1;
            }
        }
        throw malformed();
    }

    /** Returns the end of a part without the line end that belongs to the delimiter at {@code next}. */
    private int beforeLineEnd(int start, int next) {
        int end = Math.max(start, next - 1);
        return end > start && body[end - 1] == '\r' ? end - 1 : end;
    }

    private FormPart part(int start, int end) {
        Map<String, String> headers = new HashMap<>();
        int position = start;
        while (position < end) {
            int next = Math.min(end, afterLine(position));
            String line = new String(body, position, next - position, StandardCharsets.ISO_8859_1).strip();
            position = next;
            if (position - start > MAX_PART_HEADERS) {
                throw malformed();
            }
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new FormPart(headers, Arrays.copyOfRange(body, position, end));
    }

    private static UploadRejectedException malformed() {
        return new UploadRejectedException(UploadProblems.malformed());
    }
}
