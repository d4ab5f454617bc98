package dev.thorax.imaging;

import java.util.Arrays;
import java.util.Optional;

/** The file formats that are recognised, by the first bytes of a file. */
enum ScanFormat {
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

    /** Whether {@code file} begins as files of this format do. */
    abstract boolean begins(ByteReader file);

    String mediaType() {
        return mediaType;
    }

    FormatReader reader() {
        return reader;
    }

    /** The format of {@code file}; the preamble of a DICOM file may look like a TIFF, so DICOM is asked first. */
    static Optional<ScanFormat> of(ByteReader file) {
        if (DICOM.begins(file)) {
            return Optional.of(DICOM);
        }
        return Arrays.stream(values()).filter(format -> format.begins(file)).findFirst();
    }
}
