package dev.thorax.ingest.decode;

import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Turns the file that a device sent into a canonical image. */
public interface ScanDecoder {
    /**
     * Decodes one file.
     *
     * @throws UnacceptableScanException with a sentence, if the file is no picture within the limits
     * @throws DecoderUnavailableException if nothing can be decoded at the moment, whatever the file; it must come again
     */
    DecodedScan decode(byte[] file) throws UnacceptableScanException;
}
