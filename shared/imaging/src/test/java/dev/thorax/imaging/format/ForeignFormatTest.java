package dev.thorax.imaging.format;

import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForeignFormatTest {
    static String[][] beginnings() {
        return new String[][] {
            {"\0\0\0\u001cftypavif", "AVIF"},
            {"\0\0\0\u001cftypavis", "AVIF"},
            {"\0\0\0\u0018ftypheic", "HEIC (HEIF)"},
            {"\0\0\0\u0018ftyphevc", "HEIC (HEIF)"},
            {"\0\0\0\u0018ftypmsf1", "HEIC (HEIF)"},
            {"\0\0\0\u0018ftypqt  ", "MPEG-4 or QuickTime"},
            {"\0\0\0\u000cjP  \r\n\u0087\n", "JPEG 2000"},
            {"\u00ff\u004f\u00ff\u0051", "JPEG 2000"},
            {"\0\0\0\u000cJXL \r\n\u0087\n", "JPEG XL"},
            {"\u00ff\n", "JPEG XL"},
            {"II\u00bc\u0001", "JPEG XR"},
            {"GIF87a", "GIF"},
            {"GIF89a", "GIF"},
            {"BM\u0016\u0010\0\0\0\0\0\0", "BMP"},
            {"%PDF-1.7", "PDF"},
            {"P2\n", "PNM (PGM or PPM)"},
            {"P5 64 64 255\n", "PNM (PGM or PPM)"},
            {"P6\n", "PNM (PGM or PPM)"},
            {"P1\r\n", "PNM (PGM or PPM)"},
            {"P7\n", "PNM (PGM or PPM)"},
            {"Pf\t", "PNM (PGM or PPM)"},
            {"\0\0\0\u0018ftypmif1\0\0\0\0mif1avif", "AVIF"},
            {"\0\0\0\u0018ftypmiaf\0\0\0\0mif1heic", "HEIC (HEIF)"},
            {"\0\0\u0001\0\u0001", "ICO"},
            {"\u00ef\u00bb\u00bf%PDF-1.7", "PDF"},
            {"\r\n%PDF-1.7", "PDF"},
            {"%!PS-Adobe-3.0 EPSF-3.0", "PostScript"},
            {"\u00c5\u00d0\u00d3\u00c6", "PostScript"},
            {"<svg xmlns=''", "SVG"},
            {"\u00ef\u00bb\u00bf<?xml version='1.0'?>\n<!-- drawn -->\n<svg", "SVG"},
            {"ObjectType = Image", "MetaImage"},
            {"SIMPLE  =                    T", "FITS"},
            {"\u0089HDF\r\n\u001a\n", "HDF5"},
            {"\u0093NUMPY", "NumPy"},
            {"#?RADIANCE\n", "Radiance HDR"},
            {"AT&TFORM", "DjVu"},
            {"7z\u00bc\u00af\u0027\u001c", "7z, RAR or TAR"},
            {"Rar!\u001a", "7z, RAR or TAR"},
            {"\0".repeat(257) + "ustar", "7z, RAR or TAR"},
            {"PK\u0005\u0006", "ZIP"},
            {"8BPS", "Photoshop"},
            {"\u001f\u008b\u0008", "NIfTI or gzip"},
            {"\0".repeat(344) + "n+1\0", "NIfTI or gzip"},
            {"NRRD0004", "NRRD"},
            {"v/1\u0001", "OpenEXR"},
            {"PK\u0003\u0004", "ZIP"}
        };
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void shouldNameTheFormatOfABeginning(String beginning, String name) {
        assertThat(ForeignFormat.nameOf(reader(beginning))).contains(name);
        assertThat(ForeignFormat.nameOf(reader(beginning + "anything"))).contains(name);
    }

    @Test
    void shouldKnowAFileOfEachFormat() {
        assertThat(ForeignFormat.values()).allSatisfy(format -> assertThat(Arrays.stream(beginnings()))
                .anyMatch(
                        beginning -> ForeignFormat.nameOf(reader(beginning[0])).equals(Optional.of(format.title()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "ftyp",
                "BM is the beginning of this text",
                "GIF90a",
                "\u0089PNG\r\n\u001a\n",
                "\u00ff\u00d8\u00ff\u00e0",
                "II*\0\u0008\0\0\0",
                "MM\0*\0\0\0\u0008",
                "RIFF\0\0\0\0WEBPVP8 ",
                "P8\n",
                "<html>",
                "<?xml version='1.0'?><note/>",
                " GIF89a"
            })
    void shouldNotNameWhatIsReadOrUnknown(String beginning) {
        assertThat(ForeignFormat.nameOf(reader(beginning))).isEmpty();
    }

    private static ByteReader reader(String text) {
        return new ByteReader(PngBytes.latin(text));
    }
}
