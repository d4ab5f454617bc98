package dev.thorax.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MarkerSearchTest {
    private static final String PATIENT = PatientMarker.in("patient");

    @TempDir
    private Path folder;

    private final MarkerSearch search = new MarkerSearch(PatientMarker.forms(PATIENT));

    @Test
    void shouldFindEveryForm() {
        for (int before = 0; before < 7; before++) {
            byte[] text = ("x".repeat(before) + PATIENT + "yy").getBytes(StandardCharsets.UTF_8);
            assertFound(text);
            assertFound(Base64.getEncoder().encode(text));
            assertFound(HexFormat.of().formatHex(text).getBytes(StandardCharsets.US_ASCII));
        }
        assertFound(PATIENT.getBytes(StandardCharsets.UTF_16LE));
        assertFound(PATIENT.getBytes(StandardCharsets.UTF_16BE));
        assertFound(PatientMarker.forms(PATIENT).get("SHA-256 of patient"));
        assertFound(PatientMarker.forms(PATIENT).get("SHA-256 in hexadecimal of patient"));
    }

    /** The control of the search of the whole way: a place that has a marker is found, whatever the marker is packed in. */
    @Test
    void shouldFindWhatIsPacked() throws IOException {
        byte[] text = ("Patient: " + PATIENT + " of today").getBytes(StandardCharsets.UTF_8);
        byte[] zlib = packed(new ByteArrayOutputStream(), DeflaterOutputStream::new, text);
        byte[] gzip = packed(new ByteArrayOutputStream(), GZIPOutputStream::new, text);
        for (byte[] stream : List.of(zlib, gzip)) {
            assertThat(new String(stream, StandardCharsets.ISO_8859_1)).doesNotContain(PATIENT);
            assertFound(stream);
            assertFound(joined(
                    "before ".getBytes(StandardCharsets.UTF_8), stream, " behind".getBytes(StandardCharsets.UTF_8)));
            assertFound(Base64.getEncoder().encode(joined("{".getBytes(StandardCharsets.UTF_8), stream)));
            assertFound(packed(new ByteArrayOutputStream(), GZIPOutputStream::new, stream));
        }
    }

    @Test
    void shouldFindTheMarkerOfEachPlaceOfEachFile() {
        Set<String> before = Set.copyOf(search.names());

        MarkedFiles.made().forEach((name, bytes) -> search.search("file", name, bytes));

        assertThat(before).isEmpty();
        assertThat(search.names())
                .containsExactlyInAnyOrder(
                        "jpeg-exif",
                        "jpeg-exif-artist",
                        "jpeg-xmp",
                        "jpeg-iptc",
                        "jpeg-app12",
                        "jpeg-comment",
                        "jpeg-behind-the-end",
                        "png-text",
                        "png-ztxt",
                        "png-itxt",
                        "png-exif",
                        "png-exif-artist",
                        "png-private",
                        "png-late-text",
                        "png-behind-the-end",
                        "tiff-description",
                        "tiff-artist",
                        "tiff-private",
                        "dicom-name",
                        "dicom-id");
    }

    private static byte[] packed(ByteArrayOutputStream out, Packer packer, byte[] content) throws IOException {
        try (OutputStream stream = packer.into(out)) {
            stream.write(content);
        }
        return out.toByteArray();
    }

    /** Makes a stream that packs what it gets. */
    private interface Packer {
        OutputStream into(OutputStream out) throws IOException;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @Test
    void shouldFindNothingInOtherBytes() {
        search.search("object", "a", "Patient Q7".getBytes(StandardCharsets.UTF_8));

        assertThat(search.found()).isEmpty();
        assertThat(search.searched()).containsEntry("object", 1);
    }

    @Test
    void shouldFindAMarkerAcrossTwoChunksAndInAName() throws IOException {
        byte[] bytes = new byte[(8 << 20) + 100];
        Arrays.fill(bytes, (byte) '.');
        byte[] marker = PATIENT.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(marker, 0, bytes, (8 << 20) - 5, marker.length);
        Files.write(folder.resolve("large"), bytes);
        Files.createFile(folder.resolve(PATIENT));

        search.searchFiles(folder, path -> false);

        assertThat(search.found()).hasSize(2);
    }

    @Test
    void shouldLeaveOutTheFoldersThatMayHoldMarkers() throws IOException {
        Files.createDirectories(folder.resolve("raw/deep"));
        Files.writeString(folder.resolve("raw/deep/file"), PATIENT);

        search.searchFiles(folder, path -> path.endsWith("raw"));

        assertThat(search.found()).isEmpty();
    }

    private void assertFound(byte[] bytes) {
        int before = search.found().size();
        search.search("object", "a", bytes);
        assertThat(search.found())
                .as(new String(bytes, StandardCharsets.ISO_8859_1))
                .hasSizeGreaterThan(before);
    }
}
