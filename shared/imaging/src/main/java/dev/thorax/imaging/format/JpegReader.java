package dev.thorax.imaging.format;

/** Reads what JPEG files say of their pictures. */
final class JpegReader implements FormatReader {
    /**
     * What libjpeg keeps of each sample until the last scan, where not all components come in the first one (jdcoefct.c).
     */
    private static final int COEFFICIENT_BYTES = 2;

    @Override
    public ImageHeader header(ByteReader file) throws UnacceptableScanException {
        JpegFile jpeg = JpegFile.read(file);
        int components = jpeg.components();
        int bytesPerPixel = jpeg.isCoarse() ? 1 + COEFFICIENT_BYTES * components : components == 1 ? 1 : 1 + components;
        return new ImageHeader(jpeg.width(), jpeg.height(), bytesPerPixel, 0, false, jpeg.orientation());
    }

    @Override
    public byte[] withoutMetadata(ByteReader file) throws UnacceptableScanException {
        return JpegFile.read(file).withoutMetadata();
    }
}
