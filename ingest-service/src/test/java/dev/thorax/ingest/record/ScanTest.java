package dev.thorax.ingest.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.admission.Pseudonyms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScanTest {
    private final Pseudonyms pseudonyms = new Pseudonyms(() -> Optional.of("only-for-tests-0123456789"));

    @ParameterizedTest
    @ValueSource(strings = {"4711 ", " 4711", "4711\u00a0", "\ufeff4711"})
    void shouldGiveAPatientOnePseudonymWhateverStandsAroundTheNumber(String patient) {
        assertThat(pseudonym(patient)).isEqualTo(pseudonym("4711"));
    }

    @Test
    void shouldGiveAPatientOnePseudonymHoweverTheNameIsComposedAndEncoded() {
        String composed = pseudonym("M\u00fcller");
        byte[] latin1 = "M\u00fcller".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(pseudonym("Mu\u0308ller")).isEqualTo(composed);
        assertThat(pseudonym(HeaderText.decode(latin1))).isEqualTo(composed);
        assertThat(pseudonym("M\u00f6ller")).isNotEqualTo(composed);
    }

    @Test
    void shouldKeepBlanksInsideAName() {
        assertThat(scan("Jane Doe").patient()).isEqualTo("Jane Doe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0 "})
    void shouldTakeABlankPatientForNone(String patient) {
        assertThat(scan(patient).patient()).isNull();
    }

    @Test
    void shouldCleanIdLabelAndDataSetToo() throws Exception {
        Scan scan = Scan.of(" s1 ", null, "NORMAL ", " set1", new byte[1], "");

        scan.checkMetadata();
        assertThat(scan.id()).isEqualTo("s1");
        assertThat(scan.label()).isEqualTo("NORMAL");
        assertThat(scan.dataset()).isEqualTo("set1");
    }

    @Test
    void shouldTakeASourceWithoutALabelAndCleanIt() throws Exception {
        Scan scan = ofSource(" st-anna ");

        scan.checkMetadata();
        assertThat(scan.source()).isEqualTo("st-anna");
        assertThat(ofSource(" ").source()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"St. Anna", "../up", "-anna", "sankt_\u00e4nna", "a/b"})
    void shouldRefuseASourceThatIsNoName(String source) {
        assertThatThrownBy(ofSource(source)::checkMetadata)
                .isInstanceOf(UnacceptableScanException.class)
                .hasMessage("The source of the scan is not a name; use 1 to 128 letters, digits, dots, underscores and"
                        + " dashes that begin with a letter or digit.");
    }

    @Test
    void shouldRefuseASourceOfBytesOrOfManyCharacters() {
        assertThatThrownBy(ofSource("st\u0000anna")::checkMetadata)
                .hasMessageStartingWith("The source of the scan has control characters");
        assertThatThrownBy(ofSource("x".repeat(257))::checkMetadata)
                .hasMessageStartingWith("The source of the scan is longer than 256 characters");
    }

    private static Scan ofSource(String source) {
        return Scan.of(new ScanAttributes("s1", null, null, null, source, null), new byte[1], "");
    }

    @Test
    void shouldRefuseANumberInBytesAsThePatientAndNotTakeItForAnotherOne() {
        byte[] number = ByteBuffer.allocate(8).putLong(4711).array();
        Scan scan = Scan.of("s1", HeaderText.decode(number), "NORMAL", "set1", new byte[1], "");

        assertThatThrownBy(scan::checkMetadata)
                .isInstanceOf(UnacceptableScanException.class)
                .hasMessageStartingWith("The patient of the scan has control characters");
        assertThat(scan.id()).isEqualTo("s1");
        assertThat(scan.patient()).isNull();
        assertThat(scan.label()).isNull();
    }

    @Test
    void shouldNameAScanByItsBytesIfItsIdCannotBeRead() {
        Scan scan = Scan.of("s\u00001", null, null, null, new byte[1], "");

        assertThat(scan.id()).isEqualTo(scan.sha256());
        assertThatThrownBy(scan::checkMetadata).hasMessageStartingWith("The id of the scan has control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"undefined", "None", "NULL", "NaN", " nil ", "(null)", "[object Object]"})
    void shouldRefuseATextThatProgramsWriteForAMissingPatient(String patient) {
        assertThatThrownBy(scan(patient)::checkMetadata)
                .isInstanceOf(UnacceptableScanException.class)
                .hasMessageContaining("for a missing value");
    }

    private String pseudonym(String patient) {
        return pseudonyms.of(scan(patient).patient());
    }

    private static Scan scan(String patient) {
        return Scan.of("s1", patient, null, null, new byte[1], "");
    }
}
