package dev.thorax.local;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileNameTest {
    @Test
    void shouldNameAnEntryWithinItsFolder() {
        assertThat(FileName.of(Path.of("/data/set"), Path.of("/data/set/NORMAL/a.png")))
                .isEqualTo("NORMAL/a.png");
    }

    @Test
    void shouldNameADecomposedFileAsAManifestDoes() {
        assertThat(FileName.of(Path.of("set"), Path.of("set", "A", "Mu\u0308ller.png")))
                .isEqualTo(FileName.normal("A/M\u00fcller.png"));
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL\\a.png, NORMAL/a.png",
        "./NORMAL/a.png, NORMAL/a.png",
        ".\\NORMAL\\a.png, NORMAL/a.png",
        ".\\././NORMAL/a.png, NORMAL/a.png",
        "../NORMAL/a.png, ../NORMAL/a.png",
        ".a.png, .a.png",
        "NORMAL/./a.png, NORMAL/./a.png"
    })
    void shouldBringANameAsPeopleWriteItIntoOneForm(String written, String normal) {
        assertThat(FileName.normal(written)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u001bb", "a\u202eb", "a\u0000b", "a\u0085b", "a\ud800b", "a\u200bb"})
    void shouldNotPrintWhatControlsATerminal(String name) {
        assertThat(FileName.printable(name)).isEqualTo("a?b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NORMAL/a b.png", "M\u00fcller", "\u65e5\u672c", "\ud83d\ude00"})
    void shouldPrintLettersOfEveryLanguage(String name) {
        assertThat(FileName.printable(name)).isEqualTo(name);
    }

    @Test
    void shouldTakeAShortNameForAPatientAsItIs() {
        String longest = "x".repeat(128);

        assertThat(FileName.patient("NORMAL/a.png")).isEqualTo("NORMAL/a.png");
        assertThat(FileName.patient(longest)).isEqualTo(longest);
    }

    @Test
    void shouldKeepPatientsApartWhoseNamesADeviceCannotSend() {
        String one = FileName.patient("x".repeat(129));
        String other = FileName.patient("x".repeat(130));
        String control = FileName.patient("a\nb");

        assertThat(one).matches("[0-9a-f]{64}").isNotEqualTo(other);
        assertThat(control).matches("[0-9a-f]{64}").isNotEqualTo(FileName.patient("a\tb"));
    }
}
