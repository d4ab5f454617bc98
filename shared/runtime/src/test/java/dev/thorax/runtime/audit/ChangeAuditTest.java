package dev.thorax.runtime.audit;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.runtime.http.AllowedMethods;
import dev.thorax.runtime.http.FakeExchange;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeAuditTest {
    private final FakeTopic topic = new FakeTopic();
    private final RequestSubjects subjects = new RequestSubjects();
    private final ChangeAudit audit = new ChangeAudit(
            topic.trail,
            new AuditedRequests(
                    new RequestNames(AllowedMethods.of(List.of(Patients.class))),
                    subjects,
                    new CurrentVertxRequest().setCurrent(new FakeExchange().exchange())));

    @Test
    void shouldRecordAChangeBeforeItBeginsAndNameNothingThatTheCallerWrote() {
        subjects.addDataset("Mueller");

        filter("POST", "/patients/Mueller", "erase");

        assertThat(topic.records).singleElement().satisfies(record -> {
            assertThat(record.requestId()).isEqualTo(subjects.id());
            assertThat(record.action()).isEqualTo(AuditAction.ERASED);
            assertThat(record.status()).isNull();
            assertThat(record.request()).isEqualTo("POST /patients/{patient}");
            assertThat(record.subjects()).isEqualTo(AuditSubjects.NONE);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"look", "free"})
    void shouldLeaveAllElseToTheRecordOfTheAnswer(String handler) {
        filter("GET", "/patients/p-1", handler);

        assertThat(topic.records).isEmpty();
    }

    private void filter(String method, String path, String handler) {
        audit.resource = FakeRequest.resource(FakeRequest.method(Patients.class, handler));
        audit.filter(FakeRequest.of(method, path));
    }

    @Path("/patients/{patient}")
    private static final class Patients {
        @POST
        @Audited(AuditAction.ERASED)
        public String erase() {
            return "";
        }

        @GET
        @Audited(AuditAction.LISTED)
        public String look() {
            return "";
        }

        @GET
        @Path("/free")
        public String free() {
            return "";
        }
    }
}
