package dev.thorax.ingest.decode.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Main class of a decoder process. */
public final class DecoderMain {
    private DecoderMain() {}

    /** Loads the decoders, then decodes what the parent sends until the pipe from it closes. */
    public static void main(String[] arguments) {
        FileOutputStream answers = new FileOutputStream(FileDescriptor.out);
        // What a library prints must not come between the answers.
        System.setOut(System.err);
        loadDecoders();
        DecoderLoop.run(System.in, answers, DecoderMain::decode);
    }

    private static DecodedScan decode(RequestKind kind, byte[] file) throws UnacceptableScanException {
        return switch (kind) {
            case SCAN -> ImageDecoder.decode(file);
            case MASK -> ImageDecoder.decodeMask(file);
        };
    }

    private static void loadDecoders() {
        try {
            ImageDecoder.decode(SamplePicture.png());
        } catch (UnacceptableScanException e) {
            // The sample is no radiograph. Only the classes and libraries that it loads matter.
        }
    }
}
