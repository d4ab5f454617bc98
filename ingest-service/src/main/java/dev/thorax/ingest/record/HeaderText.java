package dev.thorax.ingest.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;

/** Brings texts that devices send with a scan into one spelling, so that a patient does not get two pseudonyms. */
public final class HeaderText {
    /** Most characters of a text that a device sends with a scan. */
    public static final int MAX_LENGTH = 256;

    /** One byte more than a text of {@link #MAX_LENGTH} may have, so that a text of so many bytes is too long. */
    private static final int DECODED_BYTES = 4 * MAX_LENGTH + 1;

    private static final int HEX = 16;

    private static final Set<String> PLACEHOLDERS =
            Set.of("null", "(null)", "<null>", "undefined", "none", "nil", "nan", "[object object]");

    private static final ObjectReader WHOLE_TEXT =
            Json.mapper().readerFor(String.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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

    /** Returns the text of a Kafka header or a form field: UTF-8, or Latin-1 if it is none, without the quotes of JSON; null for null. */
    public static String of(byte[] value) {
        return unquote(decode(value));
    }

    /** Returns the value of an HTTP header, which the server always reads as Latin-1; null for null. */
    public static String ofHttp(String latin1) {
        return latin1 == null ? null : unquote(decode(latin1.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Returns the value of an HTTP header of a CloudEvent, where other characters than ASCII's are percent-encoded; null for null. */
    public static String ofHttpEvent(String latin1) {
        if (latin1 == null) {
            return null;
        }
        byte[] bytes = Objects.requireNonNullElse(unquote(latin1), "").getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], HEX);
            text.write(low < 0 ? bytes[i] : high * HEX + low);
            i += low < 0 ? 0 : 2;
        }
        return decode(text.toByteArray());
    }

    /**
     * Returns the content of a text in the quotes of JSON, as some producers write all headers, and null for JSON's {@code null}.
     * Any other text stays as it is.
     */
    private static String unquote(String text) {
        if (text == null) {
            return null;
        }
        String quoted = text.strip();
        if (quoted.equals("null")) {
            return null;
        }
        if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
            return text;
        }
        try {
            return WHOLE_TEXT.readValue(quoted.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // No JSON, so the quotes belong to the text.
            return text;
        }
    }

    /**
     * Returns whether a value may as well be a number in four bytes, whose first or last one would be removed as a blank. Then two
     * patients would be one.
     */
    static boolean isLikeNumber(byte[] value) {
        if (value == null || value.length != Integer.BYTES) {
            return false;
        }
        String text = decode(value);
        return isBlank(text.codePointAt(0)) || isBlank(text.codePointBefore(text.length()));
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
        if (text.length() > MAX_LENGTH
                || Normalizer.normalize(text, Normalizer.Form.NFC).length() > MAX_LENGTH) {
            return Optional.of(
                    "The " + name + " of the scan is longer than " + MAX_LENGTH + " characters; send a shorter one.");
        }
        return text.codePoints().anyMatch(HeaderText::isNoText)
                ? Optional.of(
                        "The " + name
                                + " of the scan has control characters; send it as plain text without line ends, not as binary.")
                : Optional.empty();
    }

    /**
     * Returns why {@code patient} cannot be one, as a sentence: programs write it for a missing value. Else all patients without a
     * number would be one.
     */
    static Optional<String> placeholder(String patient) {
        return patient != null && PLACEHOLDERS.contains(patient.strip().toLowerCase(Locale.ROOT))
                ? Optional.of("The patient of the scan is a text that programs write for a missing value, for example"
                        + " undefined; leave the patient out, or send the patient's number.")
                : Optional.empty();
    }

    /** Returns the patient's number as scans name it; empty if no scan can name it so. */
    public static Optional<String> patient(@Nullable String text) {
        return problem("patient", text).or(() -> placeholder(text)).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(clean(text));
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

    /** Half of a surrogate pair becomes a question mark in UTF-8, so two patients would be one. */
    private static boolean isNoText(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    /** Returns a text so that {@link #of} reads the same from it: in the quotes of JSON if it has quotes around it. */
    public static String written(String text) {
        return text != null && text.startsWith("\"") && text.endsWith("\"")
                ? new String(Json.write(text), StandardCharsets.UTF_8)
                : text;
    }

    private static boolean isBlank(int character) {
        return Character.isSpaceChar(character)
                || switch (Character.getType(character)) {
                    case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED -> true;
                    default -> false;
                };
    }
}
