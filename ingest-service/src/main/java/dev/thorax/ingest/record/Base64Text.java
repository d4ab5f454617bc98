package dev.thorax.ingest.record;

import java.util.Arrays;

import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ScanFormat;

/** Decodes files that are sent as Base64 text, as JSON serialisers and browsers write them. */
final class Base64Text {
    private static final byte[] SCHEME = {'d', 'a', 't', 'a', ':'};
    /** Longest head of a data URI, in bytes: its media type and parameters. */
    private static final int LONGEST_HEAD = 256;
    /** Characters at the beginning that show which format a file has. */
    private static final int FIRST = 400;

    /** Digits of a group, which stands for three bytes. */
    private static final int DIGITS = 4;

    /** Bits of a digit. */
    private static final int BITS = 6;

    /** Characters of the longest escape of JSON behind its backslash: u and four hexadecimal digits. */
    private static final int ESCAPE = 5;

    private static final int BLANK = -1;
    private static final int PADDING = -2;
    private static final int NONE = -3;

    private Base64Text() {}

    /**
     * Returns the picture that {@code bytes} are the Base64 text of, or {@code bytes} themselves if they are none. The text may stand in
     * quotes with JSON's escapes, begin as a data URI, have line ends, and use the alphabet of URLs.
     */
    static byte[] decode(byte[] bytes) {
        int start = start(bytes);
        byte[] head = decode(bytes, start, Math.min(bytes.length, start + FIRST), true);
        if (head == null || ScanFormat.of(new ByteReader(head)).isEmpty()) {
            return bytes;
        }
        byte[] file = decode(bytes, start, bytes.length, false);
        return file == null ? bytes : file;
    }

    /** Returns what the characters from {@code start} to {@code end} stand for, or null if they are no Base64 text. */
    private static byte[] decode(byte[] bytes, int start, int end, boolean isCut) {
        int digits = 0;
        boolean isPadded = false;
        for (int i = start; i < end; i++) {
            int value = value(bytes, i);
            if (value == NONE || value >= 0 && isPadded) {
                return null;
            }
            isPadded |= value == PADDING;
            digits += value >= 0 ? 1 : 0;
        }
        if (digits % DIGITS == 1 && !isCut) {
            return null;
        }
        byte[] file = new byte[digits * BITS / Byte.SIZE];
        int length = 0;
        int last = 0;
        int bits = 0;
        for (int i = start; length < file.length; i++) {
            int value = value(bytes, i);
            if (value >= 0) {
                last = last << BITS | value;
                bits += BITS;
            }
            if (value >= 0 && bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                file[length++] = (byte) (last >> bits);
            }
        }
        return file;
    }

    /** Returns the value of the digit at {@code i}, 0 to 63, or what else stands there. The last character of an escape stands for it. */
    private static int value(byte[] bytes, int i) {
        for (int back = 1; back <= Math.min(i, ESCAPE); back++) {
            if (bytes[i - back] == '\\') {
                return escaped(bytes, i, back);
            }
        }
        return digit(bytes[i]);
    }

    /** Returns what the character {@code back} places behind a backslash stands for, as JSON escapes it. */
    private static int escaped(byte[] bytes, int i, int back) {
        byte kind = bytes[i - back + 1];
        if (kind != 'u') {
            return back == 1 && "nrtbf".indexOf(kind) >= 0 ? BLANK : digit(bytes[i]);
        }
        if (back < ESCAPE) {
            return BLANK;
        }
        int character = 0;
        for (int at = i - ESCAPE + 2; at <= i; at++) {
            character = character << DIGITS | Character.digit(bytes[at], 16);
        }
        return character >= 0 && character <= Byte.MAX_VALUE ? digit((byte) character) : NONE;
    }

    private static int digit(byte c) {
        return switch (c) {
            case '+', '-' -> 62;
            case '/', '_' -> 63;
            case '=' -> PADDING;
            case ' ', '\n', '\r', '\t', '"', '\\' -> BLANK;
            default -> isLetterOrDigit(c) ? letterOrDigit(c) : NONE;
        };
    }

    private static int letterOrDigit(byte c) {
        if (c >= 'a') {
            return c - 'a' + 26;
        }
        return c >= 'A' ? c - 'A' : c - '0' + 52;
    }

    private static boolean isLetterOrDigit(byte c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    /** Returns where the text begins after the head of a data URI. */
    private static int start(byte[] bytes) {
        int quote = bytes.length > 0 && bytes[0] == '"' ? 1 : 0;
        int scheme = quote + SCHEME.length;
        if (bytes.length > scheme && Arrays.equals(bytes, quote, scheme, SCHEME, 0, SCHEME.length)) {
            for (int i = scheme; i < Math.min(bytes.length, LONGEST_HEAD); i++) {
                if (bytes[i] == ',') {
                    return i + 1;
                }
            }
        }
        return quote;
    }
}
