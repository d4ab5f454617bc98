package dev.thorax.ingest.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the error output of a decoder process to its end, and keeps its first bytes. */
final class ErrorOutput {
    private static final int KEPT = 8 << 10;
    private static final int LONGEST_LINE = 200;
    private static final String FRAME = "# Problematic frame:";

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private ErrorOutput() {}

    /** Begins to read {@code stream} on a thread of its own. */
    static ErrorOutput of(InputStream stream) {
        ErrorOutput output = new ErrorOutput();
        Thread reader = new Thread(() -> output.drain(stream), "decoder-errors");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    /** Returns the native function in which the JVM crashed, or else the first line; empty if there is none. */
    Optional<String> summary() {
        List<String> lines = text().lines().toList();
        int frame = lines.indexOf(FRAME);
        return lines.stream()
                .skip(frame < 0 ? 0 : frame + 1)
                .map(line -> line.strip().replaceAll("[^ -~]", "?"))
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)));
    }

    private synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    private void drain(InputStream stream) {
        byte[] part = new byte[1024];
        try (stream) {
            for (int n = stream.read(part); n >= 0; n = stream.read(part)) {
                keep(Arrays.copyOf(part, n));
            }
        } catch (IOException e) {
            // The process has ended, and with it what it wrote.
        }
    }

    private synchronized void keep(byte[] part) {
        kept.write(part, 0, Math.min(part.length, KEPT - kept.size()));
    }
}
