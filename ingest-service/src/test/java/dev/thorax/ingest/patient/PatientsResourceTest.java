package dev.thorax.ingest.patient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.ClaimsFixture;
import dev.thorax.ingest.admission.FakeScanHistory;
import dev.thorax.ingest.admission.PublishedScans;
import dev.thorax.ingest.admission.ScanPointers;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.sweep.PointerSweep;
import dev.thorax.runtime.audit.RequestSubjects;

import static dev.thorax.ingest.patient.PatientFixture.JANE;
import static dev.thorax.ingest.patient.PatientFixture.JOHN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PatientsResourceTest {
    private final PatientFixture fixture = new PatientFixture();
    private final PatientPointers pointers = new PatientPointers(fixture.store);
    private final PatientsResource resource = new PatientsResource(
            ClaimsFixture.PSEUDONYMS,
            ClaimsFixture.keyCheck(fixture.store),
            new PointerSweep(
                    fixture.store,
                    new ScanPointers(fixture.store),
                    new PublishedScans(fixture.store),
                    new FakeScanHistory(),
                    fixture.clock),
            pointers,
            new ScanObjects(fixture.store),
            new TrainedVersions(fixture.store),
            fixture.erasures(),
            PatientFixture.caller(),
            new RequestSubjects());

    @BeforeEach
    void pointersAreMade() {
        fixture.put(StorageKeys.pointerSweep(), "{\"version\":2,\"done\":true}");
    }

    @Test
    void shouldListWhatIsHeldOfAPatient() throws IOException {
        String sha256 = fixture.scan("jane-1", JANE).sha256();
        fixture.scan("john-1", JOHN);

        JsonNode held = json(resource.held(body(Map.of("patient", " " + JANE + " "))));

        assertThat(held.get("scans")).hasSize(1);
        JsonNode scan = held.get("scans").get(0);
        assertThat(scan.get("scanId").asText()).isEqualTo("jane-1");
        assertThat(scan.get("datasets").toString()).contains(StorageKeys.pointer("hospital", "NORMAL", "jane-1"));
        assertThat(scan.get("explanations")).hasSize(2);
        assertThat(scan.get("objects").toString())
                .contains(
                        StorageKeys.original("jane-1"),
                        StorageKeys.diagnosis("jane-1"),
                        StorageKeys.contentScan(sha256, "jane-1"));
        assertThat(held.has("next")).isFalse();
    }

    @Test
    void shouldListFilesOfRejectedScans() throws IOException {
        String sha256 = fixture.scan("jane-1", JANE).sha256();
        fixture.put(StorageKeys.rejected(sha256));
        Scan refused = fixture.record("jane-bad", JANE, "no name!", "hospital");
        fixture.answer(refused);
        fixture.answer(fixture.record("john-bad", JOHN, "no name!", "hospital"));

        JsonNode held = json(resource.held(body(Map.of("patient", JANE))));

        assertThat(held.get("scans").get(0).get("objects").toString()).contains(StorageKeys.rejected(sha256));
        assertThat(held.get("rejected"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        StorageKeys.rejected(refused.sha256()),
                        StorageKeys.rejectedOfPatient(PatientFixture.pseudonym(JANE), refused.sha256()));
    }

    @Test
    void shouldListPageByPage() throws IOException {
        String pseudonym = PatientFixture.pseudonym(JANE);
        for (int i = 0; i <= PatientsResource.PAGE; i++) {
            fixture.put(StorageKeys.patientScan(pseudonym, "s%04d".formatted(i)));
        }

        JsonNode first = json(resource.held(body(Map.of("patient", JANE))));
        JsonNode second = json(resource.held(
                body(Map.of("patient", JANE, "after", first.get("next").asText()))));

        assertThat(first.get("scans")).hasSize(PatientsResource.PAGE);
        assertThat(second.get("scans")).hasSize(1);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void shouldEraseAndThenHoldNothing() throws IOException {
        fixture.scan("jane-1", JANE);

        JsonNode erased = json(resource.erase(body(Map.of("patient", JANE, "reason", "asked for"))));

        assertThat(erased.get("by").asText()).isEqualTo("Ada");
        assertThat(erased.get("scans").asInt()).isEqualTo(1);
        assertThat(erased.toString()).doesNotContain(PatientFixture.pseudonym(JANE), JANE);
        JsonNode state = json(resource.erasure(erased.get("erasureId").asText()));
        assertThat(state).isEqualTo(erased);
    }

    @Test
    void shouldRefuseARequestWithASentenceThatNamesNoPatient() {
        assertRefused("{\"patient\":\"undefined\",\"reason\":\"x\"}", "The field patient must be");
        assertRefused("{\"patient\":\"Jane Doe\"}", "The field reason must be");
        assertThatThrownBy(() -> resource.erase(stream("{\"Jane Doe")))
                .isInstanceOf(InvalidRequestException.class)
                .message()
                .doesNotContain("Jane");
        assertThatThrownBy(() -> resource.erasure("e-unknown"))
                .isInstanceOfSatisfying(PatientRequestException.class, e -> assertThat(e.status())
                        .isEqualTo(Response.Status.NOT_FOUND));
        assertThat(fixture.store.list(StorageKeys.openErasures())).isEmpty();
    }

    @Test
    void shouldWaitUntilScansOfEarlierReleasesHaveTheirPointers() {
        fixture.put(StorageKeys.pointerSweep(), "{\"version\":2,\"done\":false}");

        assertThatThrownBy(() -> resource.held(body(Map.of("patient", JANE))))
                .isInstanceOfSatisfying(PatientRequestException.class, e -> assertThat(e.status())
                        .isEqualTo(Response.Status.SERVICE_UNAVAILABLE));
    }

    private void assertRefused(String body, String sentence) {
        assertThatThrownBy(() -> resource.erase(stream(body)))
                .isInstanceOf(PatientRequestException.class)
                .hasMessageStartingWith(sentence)
                .message()
                .doesNotContain("Jane", "undefined");
    }

    private static InputStream body(Map<String, String> fields) {
        return new ByteArrayInputStream(Json.write(fields));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(Response response) throws IOException {
        assertThat(response.getHeaderString("Cache-Control")).isEqualTo("no-store");
        return Json.mapper().readTree((byte[]) response.getEntity());
    }
}
