package dev.thorax.ingest.admission;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PseudonymsTest {
    private final Pseudonyms pseudonyms = pseudonyms("only-for-tests-0123456789");

    @Test
    void shouldGiveAPatientTheSamePseudonymEachTime() {
        assertThat(pseudonyms.of("Jane Doe"))
                .matches("p1-[0-9a-f]{16}")
                .isEqualTo(pseudonyms.of("Jane Doe"))
                .isNotEqualTo(pseudonyms.of("John Doe"));
    }

    @Test
    void shouldKeepThePseudonymsOfEarlierReleasesBehindTheIdOfTheKey() {
        assertThat(pseudonyms.of("Jane Doe")).isEqualTo("p1-030473b8f0667ed6");
    }

    @Test
    void shouldGiveAnotherPseudonymUnderAnotherKey() {
        assertThat(pseudonyms.of("Jane Doe"))
                .isNotEqualTo(pseudonyms("another-key-0123456789").of("Jane Doe"));
    }

    @Test
    void shouldGiveNoPseudonymWithoutAPatient() {
        assertThat(pseudonyms.of(null)).isNull();
    }

    private static Pseudonyms pseudonyms(String key) {
        return new Pseudonyms(() -> Optional.of(key));
    }
}
