package dev.thorax.imaging;

/** What can be said of a file without decoding a pixel, in time linear in its bytes and almost no memory. */
interface FormatReader {
    /** Size and kind of the picture. */
    ImageHeader header(Bytes file) throws UnacceptableScan;

    /** Checks that the file is whole. Native decoders fill in what is missing, so a cut radiograph would pass. */
    void verify(Bytes file) throws UnacceptableScan;
}
