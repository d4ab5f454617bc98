package dev.thorax.local;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClassLabelTest {
    @ParameterizedTest
    @CsvSource({
        "COVID-19, COVID-19",
        "Viral Pneumonia, Viral_Pneumonia",
        "'  Viral \u00a0Pneumonia ', Viral_Pneumonia",
        "Lungenentz\u00fcndung, Lungenentzuendung",
        "Pneumopathie \u00e9tendue, Pneumopathie_etendue",
        "lung.v2, lung.v2"
    })
    void shouldMakeALabel(String folder, String label) {
        assertThat(ClassLabel.of(folder)).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a+b", "a\u0000b", "\u80ba\u708e", ".hidden", "a/b"})
    void shouldMakeNoneOfOtherCharacters(String folder) {
        assertThat(ClassLabel.of(folder)).isNull();
    }
}
