package dev.thorax.contracts.storage;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class ScanPointerTest {
    @Test
    void shouldKeepTheScansOfAPatientTogether() {
        assertThat(pointer("s-1", "p-7").patientKey())
                .isEqualTo(pointer("s-2", "p-7").patientKey());
    }

    @Test
    void shouldCountAScanWithoutAPatientAsAPatientOfItsOwn() {
        assertThat(pointer("s-1", null).patientKey())
                .isEqualTo(pointer("s-1", " ").patientKey())
                .startsWith(ScanPointer.ANONYMOUS_PREFIX)
                .isNotEqualTo(pointer("s-2", null).patientKey());
    }

    @Test
    void shouldKeepAPatientApartFromAScanOfTheSameName() {
        assertThat(pointer("s-1", "s-2").patientKey())
                .isNotEqualTo(pointer("s-2", null).patientKey());
    }

    @Test
    void shouldKnowNoSourceOfAScanOfAnEarlierRelease() {
        String json = "{\"scanId\":\"s-1\",\"label\":\"ill\",\"sha256\":\"00\",\"imageKey\":\"scans/s-1/image.png\","
                + "\"metadata\":{\"mediaType\":\"image/png\",\"bytes\":9,\"width\":8,\"height\":8}}";

        ScanPointer pointer = Json.read(json.getBytes(StandardCharsets.UTF_8), ScanPointer.class);

        assertThat(pointer.metadata()).isEqualTo(new ScanMetadata("image/png", 9, 8, 8));
        assertThat(pointer.metadata().source()).isNull();
        assertThat(Json.read(
                                Json.write(
                                        pointer.withMetadata(pointer.metadata().withSource("st-anna"))),
                                ScanPointer.class)
                        .metadata()
                        .source())
                .isEqualTo("st-anna");
    }

    private static ScanPointer pointer(String scanId, String patient) {
        return new ScanPointer(scanId, "ill", patient, "00", StorageKeys.image(scanId));
    }
}
