package dev.thorax.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.StorageKeys;

import static org.assertj.core.api.Assertions.assertThat;

class SourceNamesTest {
    @Test
    void shouldMakeNamesOfPlaces() {
        assertThat(name("Hospital Universitario, Madrid, Spain")).isEqualTo("Hospital_Universitario_Madrid_Spain");
        assertThat(name("Hospital Universitari Vall d'Hebr\u00f3n, Barcelona"))
                .isEqualTo("Hospital_Universitari_Vall_d_Hebron_Barcelona");
        assertThat(name("St. M\u00e4ry's")).isEqualTo("St._Maery_s");
        assertThat(name("site__7")).isEqualTo("site__7");
        assertThat(name("../../etc/passwd")).isEqualTo("etc_passwd");
        assertThat(new SourceNames(List.of()).of(null)).isNull();
    }

    @Test
    void shouldEndWithDigitsIfLettersAreLostOrNamesAreTheSame() {
        assertThat(name("\u6b66\u6c49")).matches("source-[0-9a-f]{8}");
        assertThat(name("\u6b66\u6c49 2")).matches("2-[0-9a-f]{8}");
        assertThat(name("x".repeat(200))).matches("x{119}-[0-9a-f]{8}");

        SourceNames names = new SourceNames(List.of("Madrid, Spain", "Madrid_Spain", "Madrid (Spain)"));

        assertThat(names.of("Madrid_Spain")).isEqualTo("Madrid_Spain");
        assertThat(names.of("Madrid, Spain"))
                .matches("Madrid_Spain-[0-9a-f]{8}")
                .isNotEqualTo(names.of("Madrid (Spain)"));
    }

    @Test
    void shouldTakeOneNameInTwoUnicodeFormsForOneSource() {
        SourceNames names = new SourceNames(List.of("Hebr\u00f3n", "Hebro\u0301n "));

        assertThat(names.count()).isEqualTo(1);
        assertThat(names.of("Hebro\u0301n")).isEqualTo("Hebron");
    }

    @Property
    void shouldGiveDifferentSourcesDifferentNamesInAnyOrder(
            @ForAll("sources") Set<String> values, @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        SourceNames names = new SourceNames(values);
        SourceNames again = new SourceNames(shuffled);

        Set<String> made = values.stream().map(names::of).collect(Collectors.toSet());

        assertThat(made).hasSize(names.count()).allMatch(StorageKeys::isName);
        assertThat(values).allSatisfy(value -> assertThat(again.of(value)).isEqualTo(names.of(value)));
        assertThat(values).filteredOn(StorageKeys::isName).allSatisfy(value -> assertThat(names.of(value))
                .isEqualTo(value));
    }

    @Provide
    Arbitrary<Set<String>> sources() {
        Arbitrary<String> similar = Arbitraries.strings()
                .withChars("aA_,. -\u00e9\u6b66")
                .ofMinLength(1)
                .ofMaxLength(4);
        Arbitrary<String> any = Arbitraries.strings().ofMinLength(1).ofMaxLength(200);
        return Arbitraries.oneOf(similar, any)
                .filter(value -> !value.isBlank() && !value.strip().isEmpty())
                .set()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private static String name(String value) {
        return new SourceNames(List.of(value)).of(value);
    }
}
