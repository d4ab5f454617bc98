package dev.thorax.ingest.decode.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

import dev.thorax.imaging.decode.ImageDecoder;

/**
 * Frames on the pipes between the service and a decoder process. Numbers are big-endian. After the start the process writes
 * {@link #READY}. Then the service writes a request ({@code long ticket, byte kind, int length, file}), and the process writes an
 * answer to it ({@code long ticket, int length, answer}).
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

    /** Writes a request. */
    public static void writeRequest(DataOutputStream out, long ticket, RequestKind kind, byte[] file)
            throws IOException {
        out.writeLong(ticket);
        out.writeByte(kind.ordinal());
        out.writeInt(file.length);
        out.write(file);
        out.flush();
    }

    /** Writes an answer. */
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
    static Request readRequest(DataInputStream in) throws IOException {
        try {
            long ticket = in.readLong();
            RequestKind kind = kind(in.readByte());
            return new Request(ticket, kind, content(in, ImageDecoder.MAX_BYTES));
        } catch (EOFException e) {
            return null;
        }
    }

    private static RequestKind kind(byte number) throws ProtocolViolationException {
        RequestKind[] kinds = RequestKind.values();
        if (number < 0 || number >= kinds.length) {
            throw new ProtocolViolationException("A request of the kind " + number + " is unknown.");
        }
        return kinds[number];
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
        return content(in, MAX_ANSWER);
    }

    private static byte[] content(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new ProtocolViolationException("A frame of " + length + " bytes is not allowed.");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        return content;
    }

    /**
     * One request.
     *
     * @param ticket its random number
     * @param kind what becomes of the file
     * @param content the file
     */
    record Request(long ticket, RequestKind kind, byte[] content) {}
}
