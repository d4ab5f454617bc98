package dev.thorax.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

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
        assertFound(PatientMarker.forms(PATIENT).get("SHA-256"));
        assertFound(PatientMarker.forms(PATIENT).get("SHA-256 in hexadecimal"));
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
