package dev.thorax.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Makes scans that must be rejected: broken pictures and wrong headers of several kinds. */
final class BadScans {
    private static final int MANY = 101;
    private static final int LARGE = 20_000;

    private final Pictures pictures;
    private final List<Function<String, Scan>> kinds = List.of(
            id -> file(id, Pictures.half(good(id))),
            id -> file(id, Pictures.half(jpeg(id))),
            id -> file(id, ("<html>No picture " + id + "</html>").getBytes(US_ASCII)),
            id -> file(id, new byte[0]),
            id -> file(id, Pictures.tiny()),
            id -> file(id, Pictures.blank()),
            id -> file(id, dicom()),
            id -> headers(id, Map.of("patient", "47\u000111")),
            id -> headers(id, Map.of("label", "NORMAL")),
            id -> headers(id, Map.of("label", "no label", "dataset", "faults")),
            id -> headers(id, Map.of("padding", "x".repeat(LARGE))),
            id -> headers(id, many()));

    BadScans(Pictures pictures) {
        this.pictures = pictures;
    }

    /** Returns the scan of a kind, which is counted round. */
    Scan scan(String id, int kind) {
        return kinds.get(kind % kinds.size()).apply(id);
    }

    int kinds() {
        return kinds.size();
    }

    private static Scan file(String id, byte[] file) {
        return new Scan(id, false, file, Map.of());
    }

    private Scan headers(String id, Map<String, String> headers) {
        return new Scan(id, false, good(id), headers);
    }

    private byte[] good(String id) {
        return pictures.png(0, id);
    }

    private byte[] jpeg(String id) {
        return pictures.jpeg(0, id);
    }

    private static byte[] dicom() {
        byte[] file = new byte[4096];
        System.arraycopy("DICM".getBytes(US_ASCII), 0, file, 128, 4);
        return file;
    }

    private static Map<String, String> many() {
        Map<String, String> headers = new HashMap<>();
        IntStream.range(0, MANY).forEach(number -> headers.put("h" + number, "x"));
        return headers;
    }
}
