package dev.thorax.imaging.format;

import dev.thorax.contracts.topic.RejectionReason;

/** Recognises DICOM files, so that their rejection can name what to do. */
final class DicomReader implements FormatReader {
    @Override
    public ImageHeader header(ByteReader file) throws UnacceptableScanException {
        throw new UnacceptableScanException(
                RejectionReason.FORMAT_NOT_SUPPORTED,
                "This is a DICOM file, and Thorax does not read DICOM yet; export the picture as PNG, JPEG, WebP or TIFF"
                        + " and send that.");
    }

    @Override
    public byte[] withoutMetadata(ByteReader file) throws UnacceptableScanException {
        throw new UnacceptableScanException(
                RejectionReason.FORMAT_NOT_SUPPORTED, "Thorax does not remove metadata from DICOM files.");
    }
}
