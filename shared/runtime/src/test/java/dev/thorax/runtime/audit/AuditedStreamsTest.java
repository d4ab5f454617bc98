package dev.thorax.runtime.audit;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.http.AllowedMethods;
import dev.thorax.runtime.http.FakeExchange;
import dev.thorax.runtime.http.ServerEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuditedStreamsTest {
    private static final ServerEvent STATUS = ServerEvent.of("status", List.of());
    private static final ServerEvent FIRST = ServerEvent.ofScan("s-1", "diagnosis", List.of());
    private static final ServerEvent SECOND = ServerEvent.ofScan("s-2", "diagnosis", List.of());

    private final FakeTopic topic = new FakeTopic();
    private final FakeExchange fake =
            new FakeExchange().to("GET", "/stream").by(KeyIdentity.of("ward-3", Role.CLINICIAN, () -> true));
    private final AuditedStreams streams = new AuditedStreams(
            topic.trail,
            new RequestNames(AllowedMethods.of(List.of(Stream.class))),
            new CurrentVertxRequest().setCurrent(fake.exchange()));

    @Test
    void shouldRecordTheStartBeforeAnythingIsSent() {
        Multi<ServerEvent> events = streams.audited(Multi.createFrom().items(STATUS, FIRST));

        assertThat(topic.records).singleElement().satisfies(record -> {
            assertThat(record.action()).isEqualTo(AuditAction.FOLLOWED);
            assertThat(record.request()).isEqualTo("GET /stream");
            assertThat(record.caller().name()).isEqualTo("ward-3");
            assertThat(record.subjects().scans()).isEmpty();
        });
        assertThat(received(events)).containsExactly(STATUS, FIRST);
    }

    @Test
    void shouldNameEachScanThatWasSentInTheOrderOfTheEvents() {
        List<ServerEvent> received = received(streams.audited(Multi.createFrom().items(FIRST, STATUS, SECOND, FIRST)));

        assertThat(received).containsExactly(FIRST, STATUS, SECOND, FIRST);
        assertThat(topic.records.stream()
                        .map(AuditRecord::subjects)
                        .flatMap(subjects -> subjects.scans().stream())
                        .distinct())
                .containsExactly("s-1", "s-2");
    }

    @Test
    void shouldNotBeginAStreamThatCannotBeRecorded() {
        topic.away = true;

        assertThatThrownBy(() -> streams.audited(Multi.createFrom().items(FIRST)))
                .isInstanceOf(AuditUnavailableException.class);
    }

    @Test
    void shouldSendNoScanThatCannotBeRecorded() {
        Multi<ServerEvent> scans = streams.audited(Multi.createFrom().items(FIRST));
        Multi<ServerEvent> others = streams.audited(Multi.createFrom().items(STATUS));
        topic.away = true;

        assertThatThrownBy(() -> received(scans)).isInstanceOf(AuditUnavailableException.class);
        assertThat(received(others)).containsExactly(STATUS);
    }

    private static List<ServerEvent> received(Multi<ServerEvent> events) {
        return events.collect().asList().await().indefinitely();
    }

    @Path("/stream")
    private static final class Stream {
        @GET
        public String stream() {
            return "";
        }
    }
}
