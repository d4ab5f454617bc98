package dev.thorax.ingest.decode;

import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Turns the mask that came with a scan into a mask in the geometry of the canonical image. */
public interface MaskDecoder {
    /**
     * Decodes one mask.
     *
     * @return its pixels are 0 and 255
     * @throws UnacceptableScanException with a sentence, if the file is no mask within the limits
     * @throws DecoderUnavailableException if nothing can be decoded at the moment, whatever the file; it must come again
     */
    DecodedScan decodeMask(byte[] file) throws UnacceptableScanException;
}
