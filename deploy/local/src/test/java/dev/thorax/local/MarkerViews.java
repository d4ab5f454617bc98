package dev.thorax.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Finds what is packed inside of bytes: streams of zlib, as in chunks of PNG, streams of gzip, and Base64. */
final class MarkerViews {
    private static final int LEAST_BASE64 = 24;
    /** Most bytes that are unpacked of one stream. */
    private static final int MOST = 4 << 20;
    /** Fewer bytes than these hold no marker. */
    private static final int LEAST = 8;

    private static final int GZIP_HEADER = 10;
    private static final int DEFLATE = 8;
    private static final int LARGEST_WINDOW = 7;
    private static final int CHECK = 31;

    private MarkerViews() {}

    /** Returns the contents of all streams and texts inside of {@code text}, one character a byte. */
    static List<String> of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        List<String> views = new ArrayList<>();
        Inflater zlib = new Inflater();
        Inflater raw = new Inflater(true);
        try {
            for (int at = 0; at + LEAST < bytes.length; at++) {
                if (isZlib(bytes, at)) {
                    unpack(zlib, bytes, at, views);
                } else if (isGzip(bytes, at)) {
                    unpack(raw, bytes, behindGzipHeader(bytes, at), views);
                }
            }
        } finally {
            zlib.end();
            raw.end();
        }
        base64(bytes, views);
        return views;
    }

    private static boolean isZlib(byte[] bytes, int at) {
        int method = bytes[at] & 0xFF;
        return (method & 0xF) == DEFLATE
                && method >> 4 <= LARGEST_WINDOW
                && (method << 8 | bytes[at + 1] & 0xFF) % CHECK == 0
                && (bytes[at + 1] & 0x20) == 0;
    }

    private static boolean isGzip(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) == 0x1F && (bytes[at + 1] & 0xFF) == 0x8B && bytes[at + 2] == DEFLATE;
    }

    /** A header has a name and a comment only if a flag says so; programs here write none, or a name. */
    private static int behindGzipHeader(byte[] bytes, int at) {
        int behind = at + GZIP_HEADER;
        if ((bytes[at + 3] & DEFLATE) != 0) {
            while (behind < bytes.length && bytes[behind] != 0) {
                behind++;
            }
            behind++;
        }
        return Math.min(behind, bytes.length);
    }

    private static void unpack(Inflater inflater, byte[] bytes, int from, List<String> views) {
        inflater.reset();
        inflater.setInput(bytes, from, bytes.length - from);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 12];
        try {
            while (out.size() < MOST) {
                int count = inflater.inflate(buffer);
                if (count == 0) {
                    break;
                }
                out.write(buffer, 0, count);
            }
        } catch (DataFormatException e) {
            // No stream, or a damaged one: what came before counts.
        }
        if (out.size() >= LEAST) {
            views.add(out.toString(StandardCharsets.ISO_8859_1));
        }
    }

    /** Decodes runs of its letters. No regular expression, as a run is looked for in hundreds of megabytes. */
    private static void base64(byte[] bytes, List<String> views) {
        int begin = 0;
        for (int at = 0; at <= bytes.length; at++) {
            if (at == bytes.length || !isBase64(bytes[at])) {
                if (at - begin >= LEAST_BASE64) {
                    int end = at - (at - begin) % 4;
                    byte[] decoded = Base64.getDecoder().decode(Arrays.copyOfRange(bytes, begin, end));
                    views.add(new String(decoded, StandardCharsets.ISO_8859_1));
                }
                begin = at + 1;
            }
        }
    }

    private static boolean isBase64(byte letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '/' && letter <= '9'
                || letter == '+';
    }
}
