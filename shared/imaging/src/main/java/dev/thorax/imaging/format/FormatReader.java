package dev.thorax.imaging.format;

/** Reads the headers of one file format, without decoding a pixel: in time linear in the bytes and almost no memory. */
interface FormatReader {
    /** Returns size and kind of the picture. */
    ImageHeader header(ByteReader file) throws UnacceptableScanException;

    /**
     * Checks that the file is whole, since decoders fill in what is missing and a cut radiograph would pass. Does nothing if the
     * header is read by a walk over the whole file, or only the decoder sees whether the pixels are whole.
     */
    default void verify(ByteReader file) throws UnacceptableScanException {}

    /**
     * Returns the file with what its picture is decoded from, and without anything else: uint8[n]. No pixel is coded anew.
     *
     * @throws UnacceptableScanException if that cannot be told apart
     */
    byte[] withoutMetadata(ByteReader file) throws UnacceptableScanException;
}
