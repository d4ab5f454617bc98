package dev.thorax.imaging.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Recognises formats of pictures that are not read, so that a refusal can name them. */
enum ForeignFormat {
    AVIF("AVIF", file -> isIso(file, "avif", "avis", "MA1A", "MA1B")),
    HEIC("HEIC (HEIF)", file -> isIso(file, "hei", "hev", "mif1", "mif2", "msf1", "miaf")),
    VIDEO("MPEG-4 or QuickTime", file -> isIso(file, "")),
    JPEG_2000(
            "JPEG 2000", file -> file.has(0, "\0\0\0\014jP  \r\n\u0087\n") || file.has(0, "\u00ff\u004f\u00ff\u0051")),
    JPEG_XL("JPEG XL", file -> file.has(0, "\0\0\0\014JXL \r\n\u0087\n") || file.has(0, "\u00ff\n")),
    JPEG_XR("JPEG XR", file -> file.has(0, "II\u00bc")),
    GIF("GIF", file -> file.has(0, "GIF87a") || file.has(0, "GIF89a")),
    BMP("BMP", file -> file.has(0, "BM") && file.has(6, "\0\0\0\0")),
    ICO("ICO", file -> file.has(0, "\0\0\1\0")),
    PDF("PDF", file -> beginsWithin(file, "%PDF-")),
    POST_SCRIPT("PostScript", file -> file.has(0, "%!PS") || file.has(0, "\u00c5\u00d0\u00d3\u00c6")),
    SVG("SVG", file -> beginsWithin(file, "<svg") || beginsWithin(file, "<?xml") && hasSoon(file, "<svg")),
    PNM("PNM (PGM or PPM)", ForeignFormat::isPnm),
    PSD("Photoshop", file -> file.has(0, "8BPS")),
    NIFTI("NIfTI or gzip", file -> file.has(0, "\u001f\u008b") || file.has(344, "n+1\0")),
    NRRD("NRRD", file -> file.has(0, "NRRD")),
    META_IMAGE("MetaImage", file -> file.has(0, "ObjectType")),
    FITS("FITS", file -> file.has(0, "SIMPLE  =")),
    HDF5("HDF5", file -> file.has(0, "\u0089HDF\r\n")),
    NUMPY("NumPy", file -> file.has(0, "\u0093NUMPY")),
    OPEN_EXR("OpenEXR", file -> file.has(0, "v/1\u0001")),
    RADIANCE("Radiance HDR", file -> file.has(0, "#?RADIANCE") || file.has(0, "#?RGBE")),
    DJVU("DjVu", file -> file.has(0, "AT&TFORM")),
    ARCHIVE(
            "7z, RAR or TAR",
            file -> file.has(0, "7z\u00bc\u00af\u0027\u001c") || file.has(0, "Rar!") || file.has(257, "ustar")),
    ZIP("ZIP", file -> file.has(0, "PK\u0003\u0004") || file.has(0, "PK\u0005\u0006"));

    /** Bytes before its beginning that a file may have: a byte order mark or line ends. */
    private static final int MOST_BEFORE = 8;

    /** Bytes of a text that are looked through. */
    private static final int SOON = 2000;

    /** Brands of a file that are read. */
    private static final int MOST_BRANDS = 16;

    private final String title;
    private final Predicate<ByteReader> begins;

    /** Names a format whose files begin as {@code begins} finds. */
    ForeignFormat(String title, Predicate<ByteReader> begins) {
        this.title = title;
        this.begins = begins;
    }

    /** Returns whether a file is built of the boxes of ISO/IEC 14496-12 and has one of {@code brands}, its own or a compatible one. */
    private static boolean isIso(ByteReader file, String... brands) {
        return file.has(4, "ftyp")
                && Arrays.stream(brands).anyMatch(brand -> IntStream.range(0, MOST_BRANDS)
                        .filter(i -> i != 1)
                        .anyMatch(i -> file.has(8 + 4 * i, brand)));
    }

    private static boolean isPnm(ByteReader file) {
        return "1234567fF"
                .chars()
                .anyMatch(kind -> file.has(0, "P" + (char) kind + "\n")
                        || file.has(0, "P" + (char) kind + "\r")
                        || file.has(0, "P" + (char) kind + "\t")
                        || file.has(0, "P" + (char) kind + " "));
    }

    private static boolean hasSoon(ByteReader file, String text) {
        return IntStream.range(0, SOON).anyMatch(at -> file.has(at, text));
    }

    /** Returns whether a text begins so, behind a byte order mark or line ends. */
    private static boolean beginsWithin(ByteReader file, String begin) {
        int at = file.has(0, "\u00ef\u00bb\u00bf") ? 3 : 0;
        while (at < MOST_BEFORE && (file.has(at, "\n") || file.has(at, "\r") || file.has(at, " "))) {
            at++;
        }
        return file.has(at, begin);
    }

    /** Returns its name. */
    String title() {
        return title;
    }

    /** Returns the name of the format of {@code file}, or empty if it is none of these. */
    static Optional<String> nameOf(ByteReader file) {
        return Arrays.stream(values())
                .filter(format -> format.begins.test(file))
                .map(format -> format.title)
                .findFirst();
    }
}
