package dev.thorax.contracts.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Messages of a worker on its standard output, one marked line each, between whatever libraries write there. A line begins
 * with a line feed of its own and is written at once, so it stays whole behind half a line of native code (a pipe takes up
 * to 4 KiB without mixing it with others).
 */
public final class WorkerProtocol {
    private final OutputStream out;
    private final String mark;

    /**
     * Writes to {@code out}.
     *
     * @param mark begins each line
     */
    public WorkerProtocol(OutputStream out, String mark) {
        this.out = out;
        this.mark = mark;
    }

    /** Writes a message. */
    public synchronized void write(WorkerMessage message) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(("\n" + mark).getBytes(UTF_8));
        line.writeBytes(Json.write(message));
        line.write('\n');
        try {
            out.write(line.toByteArray());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the message in {@code line}, or empty if the line is something else. */
    public static Optional<WorkerMessage> read(String line, String mark) {
        return line.startsWith(mark)
                ? Optional.of(Json.read(line.substring(mark.length()).getBytes(UTF_8), WorkerMessage.class))
                : Optional.empty();
    }
}
