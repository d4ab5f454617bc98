package dev.thorax.contracts.storage;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PseudonymTest {
    private static final String DIGITS = "3f1c0a9b5d7e2468";

    @Test
    void shouldTakeBothFormsOfTheFirstKeyForTheSamePatient() {
        assertThat(Pseudonym.same("p-" + DIGITS, "p1-" + DIGITS)).isTrue();
        assertThat(Pseudonym.same(null, null)).isTrue();
        assertThat(Pseudonym.same("p-" + DIGITS, "p2-" + DIGITS)).isFalse();
        assertThat(Pseudonym.same("p-" + DIGITS, null)).isFalse();
        assertThat(Pseudonym.same("p-" + DIGITS, "p1-" + DIGITS.replace('3', '4')))
                .isFalse();
    }

    @Test
    void shouldChangeNoTextOfAnotherForm() {
        assertThat(Pseudonym.withKeyId("p-1")).isEqualTo("p-1");
        assertThat(Pseudonym.withoutKeyId("xp1-" + DIGITS)).isEqualTo("xp1-" + DIGITS);
        assertThat(Pseudonym.withKeyId("p-" + DIGITS)).isEqualTo(Pseudonym.of(DIGITS));
    }

    @Test
    void shouldKeepThePatientOfBothFormsTogetherInSplits() {
        ScanPointer before = new ScanPointer("a", "NORMAL", "p-" + DIGITS, "", "");
        ScanPointer now = new ScanPointer("b", "NORMAL", "p1-" + DIGITS, "", "");

        assertThat(now.patientKey()).isEqualTo(before.patientKey()).isEqualTo("patient p-" + DIGITS);
    }
}
