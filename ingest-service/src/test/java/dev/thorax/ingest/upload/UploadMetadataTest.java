package dev.thorax.ingest.upload;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.ScanAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadMetadataTest {
    private final TestRequest request = new TestRequest();

    @Test
    void shouldPreferAFieldOfTheFormToTheQueryAndThatToAHeader() throws Exception {
        request.parameter("id", "query").parameter("label", "query");
        request.header("ce-id", "header")
                .header("label", "header")
                .header("dataset", "header")
                .header("source", "header");

        assertThat(UploadMetadata.of(request.request(), Map.of("id", "form")))
                .isEqualTo(new ScanAttributes("form", null, "query", "header", "header", null));
    }

    @ParameterizedTest
    @CsvSource({
        "patient, J\u00c3\u00bcrgen",
        "patient, J\u00fcrgen",
        "patient, '\"J\u00c3\u00bcrgen\"'",
        "ce-patient, J%C3%BCrgen",
        "ce-patient, J\u00c3\u00bcrgen",
        "ce-patient, '\"J%c3%bcrgen\"'",
        "CE-Patient, J\u00fcrgen"
    })
    void shouldReadAPatientOfAHeaderInEachEncoding(String name, String value) throws Exception {
        request.header(name, value);

        assertThat(UploadMetadata.of(request.request(), Map.of()).patient()).isEqualTo("J\u00fcrgen");
    }

    @Test
    void shouldReadTheExtensionsOfACloudEvent() throws Exception {
        request.header("ce-id", "s1")
                .header("ce-patient", "100%")
                .header("ce-label", "NORMAL")
                .header("ce-dataset", "set1")
                .header("ce-scansource", "st-anna")
                .header("ce-source", "/room-3");

        assertThat(UploadMetadata.of(request.request(), Map.of()))
                .isEqualTo(new ScanAttributes("s1", "100%", "NORMAL", "set1", "st-anna", null));
    }

    @Test
    void shouldPreferTheSourceOfTheFormToTheOthers() throws Exception {
        request.parameter("source", "query").header("ce-scansource", "event").header("source", "header");

        assertThat(source(Map.of("source", "form", "ce-scansource", "form-event")))
                .isEqualTo("form");
        assertThat(source(Map.of("ce-scansource", "form-event"))).isEqualTo("form-event");
        assertThat(source(Map.of())).isEqualTo("query");
    }

    @Test
    void shouldNotTakeTheDeviceOfAnEventForTheSource() throws Exception {
        request.header("ce-source", "room-3").parameter("ce-source", "room-3");

        assertThat(source(Map.of("ce-source", "room-3"))).isNull();
    }

    private String source(Map<String, String> fields) throws Exception {
        return UploadMetadata.of(request.request(), fields).source();
    }

    @Test
    void shouldRefuseTwoPatientsOfOneScan() {
        request.header("ce-patient", "4711").header("patient", "4712");

        assertThatThrownBy(() -> UploadMetadata.of(request.request(), Map.of()))
                .isInstanceOf(UnacceptableScanException.class)
                .hasMessageContaining("two different patients")
                .hasMessageNotContaining("471");
    }

    @Test
    void shouldRefuseTwoPatientsInOnePlace() {
        assertRefused(new TestRequest().header("patient", "4711").again("Patient", "4712"));
        assertRefused(new TestRequest().header("ce-patient", "4711").again("ce-patient", "4712"));
        assertRefused(new TestRequest().parameter("patient", "4711").again("patient", "4712"));
    }

    private static void assertRefused(TestRequest request) {
        assertThatThrownBy(() -> UploadMetadata.of(request.request(), Map.of()))
                .isInstanceOf(UnacceptableScanException.class)
                .hasMessageContaining("two different patients");
    }

    @Test
    void shouldTakeNullForAMissingPatient() throws Exception {
        request.header("ce-patient", "null").header("patient", " null ");

        assertThat(UploadMetadata.of(request.request(), Map.of()).patient()).isBlank();
    }

    @Test
    void shouldTakeOnePatientInTwoPlaces() throws Exception {
        request.header("ce-patient", "4711").header("patient", " 4711");

        assertThat(UploadMetadata.of(request.request(), Map.of("patient", "4711"))
                        .patient())
                .isEqualTo("4711");
    }
}
