package dev.thorax.worker.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A worker's words, a marked line each, between whatever libraries write to the same output. A line begins with a line
 * feed of its own and is written at once, so it stays whole behind half a line of native code (a pipe takes up to 4 KiB
 * without mixing it with others).
 */
public final class WorkerProtocol {
    private final OutputStream out;
    private final String mark;

    WorkerProtocol(OutputStream out, String mark) {
        this.out = out;
        this.mark = mark;
    }

    synchronized void say(WorkerMessage word) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(("\n" + mark).getBytes(UTF_8));
        line.writeBytes(Json.write(word));
        line.write('\n');
        try {
            out.write(line.toByteArray());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The word in {@code line}, or empty if it is something else. */
    public static Optional<WorkerMessage> in(String line, String mark) {
        return line.startsWith(mark)
                ? Optional.of(Json.read(line.substring(mark.length()).getBytes(UTF_8), WorkerMessage.class))
                : Optional.empty();
    }
}
