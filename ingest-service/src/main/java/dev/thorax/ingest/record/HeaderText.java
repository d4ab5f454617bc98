package dev.thorax.ingest.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** Brings texts that devices send with a scan into one spelling, so that a patient does not get two pseudonyms. */
public final class HeaderText {
    private static final Pattern EDGES = Pattern.compile("^[\\s\\p{Z}\\p{C}]+|[\\s\\p{Z}\\p{C}]+$");

    private HeaderText() {}

    /** Returns bytes as UTF-8, or as Latin-1 if they are no UTF-8; null for null. */
    static String decode(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns the value of an HTTP header, which the server always reads as Latin-1; null for null. */
    public static String ofHttp(String latin1) {
        return latin1 == null ? null : decode(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns Unicode's composed form (NFC) without blanks and control characters at its ends; null if nothing is left. */
    static String clean(String text) {
        if (text == null) {
            return null;
        }
        String clean =
                EDGES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("");
        return clean.isEmpty() ? null : clean;
    }
}
