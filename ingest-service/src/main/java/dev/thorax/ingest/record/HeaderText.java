package dev.thorax.ingest.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

/** Brings texts that devices send with a scan into one spelling, so that a patient does not get two pseudonyms. */
public final class HeaderText {
    /** Most characters of a text that a device sends with a scan. */
    public static final int MAX_LENGTH = 256;

    /** One byte more than a text of {@link #MAX_LENGTH} may have, so that a text of so many bytes is too long. */
    private static final int DECODED_BYTES = 4 * MAX_LENGTH + 1;

    private HeaderText() {}

    /**
     * Returns bytes as UTF-8, or as Latin-1 if they are no UTF-8; null for null. The end of a text that is far longer than
     * {@link #MAX_LENGTH} is left out. {@link #problem} refuses the rest as well.
     */
    static String decode(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        byte[] head = bytes.length > DECODED_BYTES ? Arrays.copyOf(bytes, DECODED_BYTES) : bytes;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(head))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(head, StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns the value of an HTTP header, which the server always reads as Latin-1; null for null. */
    public static String ofHttp(String latin1) {
        return latin1 == null ? null : decode(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Returns why {@code text} cannot be taken, as a sentence. Control characters are refused and not removed, because they
     * may be the bytes of a number: without them two patients would be one.
     *
     * @param name the name of the header or field
     */
    static Optional<String> problem(String name, String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.length() > MAX_LENGTH) {
            return Optional.of(
                    "The " + name + " of the scan is longer than " + MAX_LENGTH + " characters; send a shorter one.");
        }
        return text.codePoints().anyMatch(Character::isISOControl)
                ? Optional.of(
                        "The " + name
                                + " of the scan has control characters; send it as plain text without line ends, not as binary.")
                : Optional.empty();
    }

    /**
     * Returns Unicode's composed form (NFC) without blanks and invisible characters at its ends; null if nothing is left.
     *
     * @param text a text for which {@link #problem} is empty, or null
     */
    static String clean(String text) {
        if (text == null) {
            return null;
        }
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        int start = 0;
        int end = composed.length();
        while (start < end && isBlank(composed.codePointAt(start))) {
            start += Character.charCount(composed.codePointAt(start));
        }
        while (end > start && isBlank(composed.codePointBefore(end))) {
            end -= Character.charCount(composed.codePointBefore(end));
        }
        return start == end ? null : composed.substring(start, end);
    }

    private static boolean isBlank(int character) {
        return Character.isSpaceChar(character)
                || switch (Character.getType(character)) {
                    case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED -> true;
                    default -> false;
                };
    }
}
