package dev.thorax.local;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes texts that stand for a patient's name or number, each with the place where it was planted. */
final class PatientMarker {
    /** Begin of every marker. No other text has it. */
    private static final String BEGIN = "Zx9PatientQ7";

    private static final Pattern MARKER = Pattern.compile(BEGIN + "-([a-z0-9-]+)\\.");
    private static final Set<String> PLANTED = ConcurrentHashMap.newKeySet();

    private PatientMarker() {}

    /** Returns the text that is planted in {@code place}, for example {@code Zx9PatientQ7-exif.} */
    static String in(String place) {
        PLANTED.add(place);
        return BEGIN + "-" + place + ".";
    }

    /** Returns all places for which a marker was made. */
    static Set<String> planted() {
        return new TreeSet<>(PLANTED);
    }

    /** Returns the places of the markers in {@code text}. */
    static Set<String> places(String text) {
        // First the faster search, which finds nothing nearly everywhere.
        return !text.contains(BEGIN)
                ? Set.of()
                : MARKER.matcher(text).results().map(marker -> marker.group(1)).collect(Collectors.toSet());
    }

    /**
     * Returns all forms in which a marker could have been written, by name: as text of several encodings and cases, as Base64,
     * hexadecimal, and the SHA-256 of each of {@code patients}, since a hash of a patient number without a key tells the number.
     */
    static Map<String, byte[]> forms(String... patients) {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        forms.put("text", bytes(BEGIN, StandardCharsets.US_ASCII));
        forms.put("lower case", bytes(BEGIN.toLowerCase(Locale.ROOT), StandardCharsets.US_ASCII));
        forms.put("upper case", bytes(BEGIN.toUpperCase(Locale.ROOT), StandardCharsets.US_ASCII));
        forms.put("UTF-16 BE", bytes(BEGIN, StandardCharsets.UTF_16BE));
        forms.put("UTF-16 LE", bytes(BEGIN, StandardCharsets.UTF_16LE));
        for (int before = 0; before < 3; before++) {
            forms.put("Base64 at " + before, base64(before));
        }
        forms.put("hexadecimal", ascii(HexFormat.of().formatHex(bytes(BEGIN, StandardCharsets.US_ASCII))));
        for (String patient : patients) {
            byte[] digest = sha256(bytes(patient, StandardCharsets.UTF_8));
            String of = " of " + patient.substring(BEGIN.length() + 1, patient.length() - 1);
            forms.put("SHA-256" + of, digest);
            forms.put("SHA-256 in hexadecimal" + of, ascii(HexFormat.of().formatHex(digest)));
            forms.put(
                    "SHA-256 in Base64" + of,
                    ascii(Base64.getEncoder().withoutPadding().encodeToString(digest)));
        }
        return forms;
    }

    /** Returns the part of the Base64 of the marker that does not depend on its neighbours, if {@code before} bytes stand before it. */
    private static byte[] base64(int before) {
        String whole = Base64.getEncoder().withoutPadding().encodeToString(ascii("~".repeat(before) + BEGIN));
        return ascii(whole.substring(before == 0 ? 0 : 4, whole.length() - 4));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] ascii(String text) {
        return bytes(text, StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }
}
