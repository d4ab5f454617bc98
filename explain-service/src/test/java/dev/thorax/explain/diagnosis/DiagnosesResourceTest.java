package dev.thorax.explain.diagnosis;

import java.time.Clock;
import java.util.List;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.Role;
import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.page.PageEvents;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.storage.StoreUnavailableException;

import static dev.thorax.explain.ExplainFixture.diagnosis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DiagnosesResourceTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final Worklist worklist =
            new Worklist(ExplainFixture.config(), new PageEvents(fixture.metrics), Clock.systemUTC());
    private final DiagnosesResource resource = resource("ada", Role.CLINICIAN);

    @Test
    void shouldListTheLatestDiagnosesAndNeverMoreThanConfigured() {
        for (int i = 1; i <= 4; i++) {
            worklist.show(Json.write(diagnosis("s" + i, "v1", i)));
        }

        assertThat(scans(resource.latest("50"))).containsExactly("s4", "s3", "s2");
        assertThat(scans(resource.latest("999999"))).containsExactly("s4", "s3", "s2");
        assertThat(scans(resource.latest("2"))).containsExactly("s4", "s3");
        assertThat(scans(resource.latest("001"))).containsExactly("s4");
    }

    @Test
    void shouldListNoneBeforeTheFirst() {
        Response answer = resource.latest("50");

        assertThat(scans(answer)).isEmpty();
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "000000", "-1", "+1", "1.0", "1e3", " 1", "1000000", "99999999999", "x", "\u0661"})
    void shouldRefuseALimitThatIsNoWholeNumberFromOne(String limit) {
        assertReason(() -> resource.latest(limit), Reason.INVALID_PARAMETER);
    }

    @Test
    void shouldReturnTheStoredDiagnosisOfAScan() {
        Diagnosis diagnosis = diagnosis("s1", "v1", 1);
        fixture.store.put(StorageKeys.diagnosis("s1"), Json.write(diagnosis), "application/json");

        Response answer = resource.one("s1");

        assertThat(answer.getEntity()).isEqualTo(diagnosis);
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "..", "../x", "a/b", "", "\u0000", "%2e%2e"})
    void shouldReportThatAScanHasNoDiagnosis(String scanId) {
        assertReason(() -> resource.one(scanId), Reason.NOT_DIAGNOSED);
    }

    @Test
    void shouldShowADeviceTheDiagnosisOfTheBytesThatItSentOnly() {
        fixture.store.put(StorageKeys.diagnosis("s1"), Json.write(diagnosis("s1", "v1", 1)), "application/json");
        String own = Sha256.of(new byte[] {1});
        String other = Sha256.of(new byte[] {2});
        fixture.store.put(StorageKeys.contentScan(own, "s1"), new byte[0], "application/json");
        fixture.store.put(StorageKeys.sender("s1", "xray-2", own), new byte[0], "application/json");
        fixture.store.put(StorageKeys.sender("s1", "xray-3", other), new byte[0], "application/json");

        assertThat(resource("xray-2", Role.DEVICE).one("s1").getStatus()).isEqualTo(200);
        assertReason(() -> resource("xray-3", Role.DEVICE).one("s1"), Reason.NOT_DIAGNOSED);
        assertReason(() -> resource("xray-4", Role.DEVICE).one("s1"), Reason.NOT_DIAGNOSED);
        assertReason(() -> resource("no name", Role.DEVICE).one("s1"), Reason.NOT_DIAGNOSED);
    }

    @Test
    void shouldNotAskTheStoreForAnIdThatIsNoName() {
        fixture.store.beforeEachCall(call -> {
            throw new AssertionError("unexpected call: " + call);
        });

        assertReason(() -> resource.one("../x"), Reason.NOT_DIAGNOSED);
    }

    @Test
    void shouldNotReportAScanAsUndiagnosedIfTheStoreDoesNotAnswer() {
        fixture.store.failNext(1);

        assertThatThrownBy(() -> resource.one("s1")).isInstanceOf(StoreUnavailableException.class);
    }

    private static List<String> scans(Response answer) {
        return ((List<?>) answer.getEntity())
                .stream().map(listed -> ((Diagnosis) listed).scanId()).toList();
    }

    private static void assertReason(Runnable request, Reason reason) {
        assertThatThrownBy(request::run).isInstanceOfSatisfying(ExplanationException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

    private DiagnosesResource resource(String name, Role role) {
        return new DiagnosesResource(
                worklist,
                new StoredDiagnoses(fixture.store),
                new OwnScans(fixture.store),
                new Caller(KeyIdentity.of(name, role, () -> true)),
                new RequestSubjects(),
                ExplainFixture.config());
    }
}
