package dev.thorax.imaging.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** Recognises formats of pictures that are not read, so that a refusal can name them. */
enum ForeignFormat {
    AVIF("AVIF", file -> isIso(file) && (file.has(8, "avif") || file.has(8, "avis"))),
    HEIC(
            "HEIC (HEIF)",
            file -> isIso(file)
                    && (file.has(8, "hei") || file.has(8, "hev") || file.has(8, "mif1") || file.has(8, "msf1"))),
    VIDEO("MPEG-4 or QuickTime", ForeignFormat::isIso),
    JPEG_2000(
            "JPEG 2000", file -> file.has(0, "\0\0\0\014jP  \r\n\u0087\n") || file.has(0, "\u00ff\u004f\u00ff\u0051")),
    JPEG_XL("JPEG XL", file -> file.has(0, "\0\0\0\014JXL \r\n\u0087\n") || file.has(0, "\u00ff\n")),
    JPEG_XR("JPEG XR", file -> file.has(0, "II\u00bc")),
    GIF("GIF", file -> file.has(0, "GIF87a") || file.has(0, "GIF89a")),
    BMP("BMP", file -> file.has(0, "BM") && file.has(6, "\0\0\0\0")),
    PDF("PDF", file -> file.has(0, "%PDF-")),
    PNM(
            "PNM (PGM or PPM)",
            file -> file.has(0, "P5\n") || file.has(0, "P2\n") || file.has(0, "P6\n") || file.has(0, "P5 ")),
    PSD("Photoshop", file -> file.has(0, "8BPS")),
    NIFTI("NIfTI or gzip", file -> file.has(0, "\u001f\u008b") || file.has(344, "n+1\0")),
    NRRD("NRRD", file -> file.has(0, "NRRD")),
    OPEN_EXR("OpenEXR", file -> file.has(0, "v/1\u0001")),
    ZIP("ZIP", file -> file.has(0, "PK\u0003\u0004"));

    private final String title;
    final Predicate<ByteReader> begins;

    /** Names a format whose files begin as {@code begins} finds. */
    ForeignFormat(String title, Predicate<ByteReader> begins) {
        this.title = title;
        this.begins = begins;
    }

    /** Returns whether a file is built of the boxes of ISO/IEC 14496-12. */
    private static boolean isIso(ByteReader file) {
        return file.has(4, "ftyp");
    }

    /** Returns the name of the format of {@code file}, or empty if it is none of these. */
    static Optional<String> nameOf(ByteReader file) {
        return Arrays.stream(values())
                .filter(format -> format.begins.test(file))
                .map(format -> format.title)
                .findFirst();
    }
}
