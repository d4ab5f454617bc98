package dev.thorax.ingest.decode.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.SynchronousQueue;

import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Answers requests one after the other, and ends the process when the pipe from the service closes. */
public final class DecoderLoop {
    private static final long SMALL_HEAP = 64L << 20;

    private final DataInputStream requests;
    private final DataOutputStream answers;
    private final Decoder decoder;
    private final SynchronousQueue<DecoderProtocol.Request> next = new SynchronousQueue<>();

    private DecoderLoop(InputStream requests, OutputStream answers, Decoder decoder) {
        this.requests = new DataInputStream(requests);
        this.answers = new DataOutputStream(answers);
        this.decoder = decoder;
    }

    /** Reports that the process is ready and answers requests. Never returns: the process ends. */
    public static void run(InputStream requests, OutputStream answers, Decoder decoder) {
        DecoderLoop loop = new DecoderLoop(requests, answers, decoder);
        Thread reader = new Thread(loop::read, "requests");
        reader.setDaemon(true);
        reader.start();
        try {
            loop.answer();
        } catch (OutOfMemoryError e) {
            end(e, DecoderProtocol.OUT_OF_MEMORY);
        } catch (Throwable e) { // Whatever was thrown, this process is not trusted any longer.
            end(e, DecoderProtocol.FAILED);
        }
    }

    /** Reads also while a picture is decoded: only so the end of the service ends this process at once. */
    private void read() {
        try {
            for (DecoderProtocol.Request request = DecoderProtocol.readRequest(requests);
                    request != null;
                    request = DecoderProtocol.readRequest(requests)) {
                next.put(request);
            }
            Runtime.getRuntime().halt(0);
        } catch (IOException e) {
            end(e, DecoderProtocol.FAILED);
        } catch (OutOfMemoryError e) {
            end(e, DecoderProtocol.OUT_OF_MEMORY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(e, DecoderProtocol.FAILED);
        }
    }

    private void answer() throws IOException, InterruptedException {
        answers.writeInt(DecoderProtocol.READY);
        answers.flush();
        while (true) {
            DecoderProtocol.Request request = next.take();
            DecoderProtocol.write(answers, request.ticket(), answer(request.kind(), request.content()));
            request = null; // Else the file would survive the collection.
            giveMemoryBack();
        }
    }

    /** Shrinks a heap that a large picture left, else it would count as memory of the next picture. */
    private static void giveMemoryBack() {
        if (Runtime.getRuntime().totalMemory() > SMALL_HEAP) {
            System.gc();
        }
    }

    private byte[] answer(RequestKind kind, byte[] file) throws IOException {
        try {
            return DecodeAnswer.decoded(decoder.decode(kind, file));
        } catch (UnacceptableScanException e) {
            return DecodeAnswer.refused(e);
        }
    }

    /** Ends the process without its hooks, which a damaged process might not survive. A message may quote the file. */
    private static void end(Throwable cause, int status) {
        System.err.println("The decoder failed: " + cause.getClass().getName() + " at "
                + Arrays.stream(cause.getStackTrace()).findFirst().orElse(null));
        Runtime.getRuntime().halt(status);
    }

    /** Turns a file into a canonical image or a mask. */
    public interface Decoder {
        /** Decodes one file. */
        DecodedScan decode(RequestKind kind, byte[] file) throws UnacceptableScanException;
    }
}
