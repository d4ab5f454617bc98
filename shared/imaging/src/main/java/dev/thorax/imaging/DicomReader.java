package dev.thorax.imaging;

import dev.thorax.imaging.UnacceptableScanException.Reason;

/** DICOM files are recognised so that the refusal can say what to do. */
final class DicomReader implements FormatReader {
    @Override
    public ImageHeader header(ByteReader file) throws UnacceptableScanException {
        throw new UnacceptableScanException(
                Reason.FORMAT_NOT_SUPPORTED,
                "This is a DICOM file, and Thorax does not read DICOM yet; export the picture as PNG, JPEG, WebP or TIFF"
                        + " and send that.");
    }

    @Override
    public void verify(ByteReader file) throws UnacceptableScanException {
        header(file);
    }
}
