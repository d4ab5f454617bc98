package dev.thorax.runtime.audit;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.contracts.audit.IdentityKind;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.http.AllowedMethods;
import dev.thorax.runtime.http.FakeExchange;

import static org.assertj.core.api.Assertions.assertThat;

class AuditedRequestsTest {
    private final FakeExchange fake = new FakeExchange();
    private final RequestSubjects subjects = new RequestSubjects();
    private final AuditedRequests requests = new AuditedRequests(
            new RequestNames(AllowedMethods.of(List.of(Pictures.class))),
            subjects,
            new CurrentVertxRequest().setCurrent(fake.exchange()));

    @Test
    void shouldDescribeALookWithoutWhatTheCallerWrote() {
        fake.by(KeyIdentity.of("ward-3", Role.CLINICIAN, () -> true)).from("192.0.2.9");

        assertThat(of("GET", "/pictures/Mueller-1953", "one"))
                .contains(new AuditedRequest(
                        null,
                        new AuditCaller("ward-3", IdentityKind.KEY, List.of("clinician"), "192.0.2.9"),
                        AuditAction.LOOKED_AT_PICTURE,
                        "GET /pictures/{scanId}"));
    }

    @Test
    void shouldGiveBothRecordsOfAChangeTheIdOfTheRequest() {
        Optional<AuditedRequest> change = of("POST", "/pictures/s-1", "change");

        assertThat(change).map(AuditedRequest::id).contains(subjects.id());
        assertThat(of("POST", "/pictures/s-1", "change")).isEqualTo(change);
        assertThat(change).map(AuditedRequest::caller).contains(AuditCaller.unknown("192.0.2.7"));
    }

    @Test
    void shouldLeaveOutStreamsAndWhatIsNotAudited() {
        assertThat(of("GET", "/pictures/stream", "stream")).isEmpty();
        assertThat(of("GET", "/pictures/s-1", "free")).isEmpty();
    }

    /** A request that no resource answers has none. */
    @Test
    void shouldLeaveOutARequestWithoutAResource() {
        assertThat(requests.of(FakeRequest.of("GET", "/none"), FakeRequest.resource(null)))
                .isEmpty();
    }

    @Test
    void shouldMarkTheRequestThatWasNotBegunAndNoOther() {
        var unrecorded = FakeRequest.of("POST", "/pictures/s-1");
        AuditedRequests.markUnrecorded(unrecorded);

        assertThat(AuditedRequests.isUnrecorded(unrecorded)).isTrue();
        assertThat(AuditedRequests.isUnrecorded(FakeRequest.of("POST", "/pictures/s-1")))
                .isFalse();
    }

    private Optional<AuditedRequest> of(String method, String path, String handler) {
        return requests.of(
                FakeRequest.of(method, path), FakeRequest.resource(FakeRequest.method(Pictures.class, handler)));
    }

    @Path("/pictures")
    private static final class Pictures {
        @GET
        @Path("/{scanId}")
        @Audited(AuditAction.LOOKED_AT_PICTURE)
        public String one() {
            return "";
        }

        @POST
        @Path("/{scanId}")
        @Audited(AuditAction.DECLARED)
        public String change() {
            return "";
        }

        @GET
        @Path("/stream")
        @Audited(AuditAction.FOLLOWED)
        public String stream() {
            return "";
        }

        @GET
        @Path("/free")
        public String free() {
            return "";
        }
    }
}
