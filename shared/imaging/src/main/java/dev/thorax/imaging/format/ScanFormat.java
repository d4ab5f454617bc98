package dev.thorax.imaging.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import dev.thorax.contracts.topic.RejectionReason;

/** Recognises a file format by the first bytes of a file, and reads what a file says of its picture. */
public enum ScanFormat {
    PNG("image/png", new PngReader(), file -> file.has(0, "\u0089PNG\r\n\u001a\n")),
    JPEG("image/jpeg", new JpegReader(), file -> file.has(0, "\u00ff\u00d8\u00ff")),
    WEBP("image/webp", new WebpReader(), file -> file.has(0, "RIFF") && file.has(8, "WEBP")),
    TIFF(
            "image/tiff",
            new TiffReader(),
            file -> file.has(0, "II*\0") || file.has(0, "MM\0*") || file.has(0, "II+\0") || file.has(0, "MM\0+")),
    DICOM("application/dicom", new DicomReader(), file -> file.has(128, "DICM") || isBareDataSet(file));

    /** Largest number of parts that the pixels of a file may have. Each is kept in a list, so millions would be an attack. */
    static final int MAX_PARTS = 1 << 18;

    private final String mediaType;
    private final FormatReader reader;
    /** Kinds of values with which a data set of DICOM can begin. */
    private static final Set<String> VALUE_REPRESENTATIONS =
            Set.of("UL", "CS", "DA", "TM", "DT", "UI", "SH", "LO", "PN", "LT", "ST", "SQ", "IS", "AE");

    private final Predicate<ByteReader> begins;

    ScanFormat(String mediaType, FormatReader reader, Predicate<ByteReader> begins) {
        this.mediaType = mediaType;
        this.reader = reader;
        this.begins = begins;
    }

    /** Returns whether a file begins with a group number of DICOM, without the preamble that the standard asks for. */
    private static boolean isBareDataSet(ByteReader file) {
        return file.has(0, "\u0002\0\0\0UL\u0004\0")
                || file.has(0, "\u0008\0\0\0")
                || file.has(0, "\u0008\0\u0001\0")
                || file.has(0, "\u0008\0\u0005\0")
                || file.has(0, "\u0008\0\u0008\0")
                || file.has(0, "\u0008\0\u0016\0")
                || (file.has(0, "\u0008\0") || file.has(0, "\u0010\0")) && hasValueRepresentation(file);
    }

    private static boolean hasValueRepresentation(ByteReader file) {
        return VALUE_REPRESENTATIONS.stream().anyMatch(kind -> file.has(4, kind));
    }

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
     * Returns {@code file} with what its picture is decoded from, and without texts, thumbnails, other pages, and what follows the
     * picture. No pixel is coded anew: the file decodes to the same canonical image.
     *
     * @param file a file that was decoded
     * @return uint8[n]
     * @throws UnacceptableScanException with a sentence, if the result would not be read as the same picture
     */
    public byte[] withoutMetadata(ByteReader file) throws UnacceptableScanException {
        byte[] stripped = reader.withoutMetadata(file);
        ByteReader result = new ByteReader(stripped);
        reader.verify(result);
        if (!reader.header(result).equals(reader.header(file))) {
            throw new UnacceptableScanException(
                    RejectionReason.CORRUPT, "The metadata of the file cannot be told apart from its picture.");
        }
        return stripped;
    }

    /** Refuses a file whose pixels have more than {@link #MAX_PARTS} parts. */
    static void checkParts(int parts) throws UnacceptableScanException {
        if (parts > MAX_PARTS) {
            throw new UnacceptableScanException(
                    RejectionReason.CORRUPT,
                    "The picture lies in more than " + MAX_PARTS
                            + " parts of the file, which no program writes; save the picture again.");
        }
    }

    /**
     * Returns the format of {@code file}, or empty if it is none of these. DICOM is tried first, since the preamble of a DICOM file
     * may look like a TIFF.
     */
    public static Optional<ScanFormat> of(ByteReader file) {
        if (DICOM.begins.test(file)) {
            return Optional.of(DICOM);
        }
        return Arrays.stream(values())
                .filter(format -> format.begins.test(file))
                .findFirst();
    }

    /**
     * Returns the format of {@code file}.
     *
     * @throws UnacceptableScanException with a sentence, if it is none of these
     */
    public static ScanFormat require(ByteReader file) throws UnacceptableScanException {
        Optional<ScanFormat> format = of(file);
        if (format.isPresent()) {
            return format.get();
        }
        Optional<String> foreign = ForeignFormat.nameOf(file);
        if (foreign.isPresent()) {
            throw new UnacceptableScanException(
                    RejectionReason.FORMAT_NOT_SUPPORTED,
                    "This is a file of the format " + foreign.get()
                            + ", which Thorax does not read; export the picture as PNG, JPEG, WebP or TIFF and send that.");
        }
        throw new UnacceptableScanException(
                RejectionReason.NOT_AN_IMAGE,
                "The bytes are not a picture in a known format; send a PNG, JPEG, WebP or TIFF file.");
    }
}
