package dev.thorax.runtime.audit;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.http.AllowedMethods;
import dev.thorax.runtime.http.FakeExchange;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalAuditTest {
    private final FakeTopic topic = new FakeTopic();
    private final RefusalAudit audit =
            new RefusalAudit(topic.trail, new RequestNames(AllowedMethods.of(List.of(Diagnoses.class))));
    private final Filters filters = new Filters();

    @BeforeEach
    void watch() {
        audit.watch(filters);
    }

    @AfterEach
    void stop() {
        audit.stop(new ShutdownEvent());
    }

    @Test
    void shouldCountEqualRefusalsInOneRecord() {
        for (int i = 0; i < 3; i++) {
            answer(new FakeExchange().to("GET", "/diagnoses/Mueller-" + i), 401);
        }

        assertThat(sent()).singleElement().satisfies(record -> {
            assertThat(record.action()).isEqualTo(AuditAction.WAS_REFUSED);
            assertThat(record.request()).isEqualTo("GET /diagnoses/{scanId}");
            assertThat(record.status()).isEqualTo(401);
            assertThat(record.count()).isEqualTo(3);
            assertThat(record.caller().address()).isEqualTo("192.0.2.7");
        });
    }

    @Test
    void shouldPassEachRequestOnAndRecordNoneThatIsServed() {
        FakeExchange fake = new FakeExchange();

        answer(fake, 200);
        answer(new FakeExchange(), 404);

        assertThat(fake.isPassedOn()).isTrue();
        assertThat(sent()).isEmpty();
    }

    @Test
    void shouldNotRepeatAMethodThatACallerMadeUp() {
        answer(new FakeExchange().to("MUELLER", "/"), 403);

        assertThat(sent())
                .singleElement()
                .extracting(AuditRecord::request)
                .isEqualTo("(another method) (another address)");
    }

    @Test
    void shouldNotLetStrangersPushTheRefusalsOfKnownCallersAside() {
        for (int i = 0; i < 200; i++) {
            answer(new FakeExchange().from("198.51.100." + i), 401);
        }
        answer(new FakeExchange().by(KeyIdentity.of("ward-3", Role.CLINICIAN, () -> true)), 403);

        List<AuditRecord> records = sent();

        assertThat(records).hasSize(66);
        assertThat(records).extracting(AuditRecord::count).contains(136L);
        assertThat(records)
                .filteredOn(record -> record.caller().name().equals("ward-3"))
                .hasSize(1);
        assertThat(records.stream().mapToLong(AuditRecord::count).sum()).isEqualTo(201);
    }

    @Test
    void shouldKeepCountsThatTheBrokerDidNotAcknowledge() {
        answer(new FakeExchange(), 429);
        topic.away = true;
        assertThat(sent()).isEmpty();
        answer(new FakeExchange(), 429);
        topic.away = false;

        assertThat(sent()).singleElement().extracting(AuditRecord::count).isEqualTo(2L);
        assertThat(sent()).hasSize(1);
    }

    @Test
    void shouldSendWhatIsLeftWhenTheServiceStops() {
        answer(new FakeExchange(), 421);

        audit.stop(new ShutdownEvent());

        assertThat(topic.records).hasSize(1);
    }

    private void answer(FakeExchange fake, int status) {
        filters.getFilters().get(0).getHandler().handle(fake.exchange());
        fake.end(status);
    }

    /** Sends all counts. Returns what the topic has then. */
    private List<AuditRecord> sent() {
        audit.send().await().indefinitely();
        return topic.records;
    }

    @Path("/diagnoses")
    private static final class Diagnoses {
        @GET
        @Path("/{scanId}")
        public String one() {
            return "";
        }
    }
}
