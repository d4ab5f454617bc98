package dev.thorax.imaging;

/** What can be said of a file without decoding a pixel, in time linear in its bytes and almost no memory. */
interface FormatReader {
    /** Size and kind of the picture. */
    ImageHeader header(ByteReader file) throws UnacceptableScanException;

    /** Checks that the file is whole. Native decoders fill in what is missing, so a cut radiograph would pass. */
    void verify(ByteReader file) throws UnacceptableScanException;
}
