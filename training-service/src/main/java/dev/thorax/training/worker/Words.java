package dev.thorax.training.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

import dev.thorax.events.EventJson;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A worker's words, a marked line each, between whatever libraries write to the same output. A line begins with a line
 * feed of its own and is written at once, so it stays whole behind half a line of native code (a pipe takes up to 4 KiB
 * without mixing it with others).
 */
final class Words {
    private final OutputStream out;
    private final String mark;

    Words(OutputStream out, String mark) {
        this.out = out;
        this.mark = mark;
    }

    synchronized void say(Word word) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(("\n" + mark).getBytes(UTF_8));
        line.writeBytes(EventJson.write(word));
        line.write('\n');
        try {
            out.write(line.toByteArray());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The word in {@code line}, or empty if it is something else. */
    static Optional<Word> in(String line, String mark) {
        return line.startsWith(mark)
                ? Optional.of(EventJson.read(line.substring(mark.length()).getBytes(UTF_8), Word.class))
                : Optional.empty();
    }
}
