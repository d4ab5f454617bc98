package dev.thorax.contracts.storage;

import org.junit.jupiter.api.Test;

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

    private static ScanPointer pointer(String scanId, String patient) {
        return new ScanPointer(scanId, "ill", patient, "00", StorageKeys.image(scanId));
    }
}
