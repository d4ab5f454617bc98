package dev.thorax.ingest.decode.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

import dev.thorax.imaging.decode.ImageDecoder;

/**
 * Frames on the pipes between the service and a decoder process. Numbers are big-endian. After the start the process writes
 * {@link #READY}. Then the service writes a request ({@code long ticket, int length, file}), and the process writes an answer
 * to it ({@code long ticket, int length, answer}).
 */
public final class DecoderProtocol {
    /** The number that a decoder process writes when it can take a picture. */
    public static final int READY = 0x54445231;

    /** Exit status of a process that ran out of memory, as of a JVM with {@code ExitOnOutOfMemoryError}. */
    public static final int OUT_OF_MEMORY = 3;

    /** Exit status of a process whose decoder failed with an exception that is no rejection. */
    public static final int FAILED = 70;

    /** Largest answer, in bytes: the pixels of a canonical image, and texts. */
    static final int MAX_ANSWER = ImageDecoder.LONG_SIDE * ImageDecoder.LONG_SIDE + (16 << 10);

    private DecoderProtocol() {}

    /** Writes a frame. */
    public static void write(DataOutputStream out, long ticket, byte[] content) throws IOException {
        out.writeLong(ticket);
        out.writeInt(content.length);
        out.write(content);
        out.flush();
    }

    /**
     * Reads a request.
     *
     * @return null at the end of the stream
     */
    static Frame readRequest(DataInputStream in) throws IOException {
        try {
            return read(in, in.readLong(), ImageDecoder.MAX_BYTES);
        } catch (EOFException e) {
            return null;
        }
    }

    /**
     * Reads the answer to the request with {@code ticket}.
     *
     * @throws ProtocolViolationException if it is the answer to another request, or too long
     */
    public static byte[] readAnswer(DataInputStream in, long ticket) throws IOException {
        if (in.readLong() != ticket) {
            throw new ProtocolViolationException("The answer is not to this request.");
        }
        return read(in, ticket, MAX_ANSWER).content();
    }

    private static Frame read(DataInputStream in, long ticket, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new ProtocolViolationException("A frame of " + length + " bytes is not allowed.");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        return new Frame(ticket, content);
    }

    /**
     * One frame.
     *
     * @param ticket the random number of the request
     * @param content the file or the answer
     */
    record Frame(long ticket, byte[] content) {}
}
