package dev.thorax.local.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Decodes the bytes of a text file whose encoding nobody names. */
final class CsvText {
    /** The encoding of Excel's "CSV" in western Europe and America. Every JDK has it. */
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private CsvText() {}

    /** Returns the text without a byte order mark: UTF-16 if a mark or its zero bytes show that, else UTF-8, else Windows-1252. */
    static String decode(byte[] bytes) {
        String text = text(bytes);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static String text(byte[] bytes) {
        if (starts(bytes, 0xff, 0xfe) || bytes.length > 1 && bytes[0] != 0 && bytes[1] == 0) {
            return new String(bytes, StandardCharsets.UTF_16LE);
        }
        if (starts(bytes, 0xfe, 0xff) || bytes.length > 1 && bytes[0] == 0 && bytes[1] != 0) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS);
        }
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length > 1 && bytes[0] == (byte) first && bytes[1] == (byte) second;
    }
}
