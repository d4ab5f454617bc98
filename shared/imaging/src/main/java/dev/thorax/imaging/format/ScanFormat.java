package dev.thorax.imaging.format;

import java.util.Arrays;
import java.util.Optional;

/** Recognises a file format by the first bytes of a file, and reads what a file says of its picture. */
public enum ScanFormat {
    PNG("image/png", new PngReader()) {
        @Override
        boolean begins(ByteReader file) {
            return file.has(0, "\u0089PNG\r\n\u001a\n");
        }
    },
    JPEG("image/jpeg", new JpegReader()) {
        @Override
        boolean begins(ByteReader file) {
            return file.has(0, "\u00ff\u00d8\u00ff");
        }
    },
    WEBP("image/webp", new WebpReader()) {
        @Override
        boolean begins(ByteReader file) {
            return file.has(0, "RIFF") && file.has(8, "WEBP");
        }
    },
    TIFF("image/tiff", new TiffReader()) {
        @Override
        boolean begins(ByteReader file) {
            return file.has(0, "II*\0") || file.has(0, "MM\0*") || file.has(0, "II+\0") || file.has(0, "MM\0+");
        }
    },
    DICOM("application/dicom", new DicomReader()) {
        @Override
        boolean begins(ByteReader file) {
            return file.has(128, "DICM");
        }
    };

    private final String mediaType;
    private final FormatReader reader;

    ScanFormat(String mediaType, FormatReader reader) {
        this.mediaType = mediaType;
        this.reader = reader;
    }

    /** Returns whether {@code file} begins as files of this format do. */
    abstract boolean begins(ByteReader file);

    /** Returns the media type, e.g. {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Returns size and kind of the picture in {@code file}, without decoding a pixel.
     *
     * @throws UnacceptableScanException with a sentence, if the file cannot be taken
     */
    public ImageHeader header(ByteReader file) throws UnacceptableScanException {
        return reader.header(file);
    }

    /**
     * Checks that {@code file} is whole, in time linear in its length.
     *
     * @throws UnacceptableScanException with a sentence, if bytes are missing or damaged
     */
    public void verify(ByteReader file) throws UnacceptableScanException {
        reader.verify(file);
    }

    /**
     * Returns the format of {@code file}, or empty if it is none of these. DICOM is tried first, since the preamble of a DICOM file
     * may look like a TIFF.
     */
    public static Optional<ScanFormat> of(ByteReader file) {
        if (DICOM.begins(file)) {
            return Optional.of(DICOM);
        }
        return Arrays.stream(values()).filter(format -> format.begins(file)).findFirst();
    }
}
