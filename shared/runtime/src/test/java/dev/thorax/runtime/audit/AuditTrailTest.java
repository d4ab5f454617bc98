package dev.thorax.runtime.audit;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.contracts.audit.IdentityKind;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.ScanLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuditTrailTest {
    private static final AuditedRequest LISTED = new AuditedRequest(
            new AuditCaller("ward-3", IdentityKind.KEY, List.of("clinician"), "192.0.2.7"),
            AuditAction.LISTED,
            "GET /diagnoses");

    private static final AuditedRequest PROMOTED = new AuditedRequest(
            "c0ffee",
            new AuditCaller("ada", IdentityKind.KEY, List.of("operator"), null),
            AuditAction.PROMOTED,
            "POST /promotions");

    private final FakeTopic topic = new FakeTopic();

    @Test
    void shouldNameTheScansOfAPageInOneRecord() {
        topic.trail.keep(LISTED, 200, AuditSubjects.ofScans(List.of("s-1", "s-2")));

        assertThat(topic.records).singleElement().satisfies(record -> {
            assertThat(record.caller()).isEqualTo(LISTED.caller());
            assertThat(record.service()).isEqualTo("explain");
            assertThat(record.count()).isEqualTo(1);
            assertThat(record.subjects().scans()).containsExactly("s-1", "s-2");
        });
        assertThat(topic.registry.get("thorax.audit").timer().count()).isEqualTo(1);
    }

    @Test
    void shouldSplitAPageThatIsTooLargeForARecord() {
        List<String> scans = IntStream.range(0, 10_000)
                .mapToObj(scan -> "x".repeat(122) + "%06d".formatted(scan))
                .toList();

        topic.trail.keep(LISTED, 200, AuditSubjects.ofScans(scans));

        assertThat(topic.records).hasSize(5).allSatisfy(record -> assertThat(Json.write(record).length)
                .isLessThan(ScanLimits.EVENT_RECORD / 2));
        assertThat(topic.records.stream().map(AuditRecord::subjects).flatMap(subjects -> subjects.scans().stream()))
                .containsExactlyElementsOf(scans);
    }

    @Test
    void shouldRecordAChangeBeforeItsAnswer() {
        topic.trail.begin(PROMOTED, AuditSubjects.NONE);
        topic.trail.keep(PROMOTED, 202, AuditSubjects.NONE);

        assertThat(topic.records).extracting(AuditRecord::requestId).containsExactly("c0ffee", "c0ffee");
        assertThat(topic.records).extracting(AuditRecord::status).containsExactly(null, 202);
        assertThat(topic.records).extracting(AuditRecord::isDone).containsExactly(false, true);
    }

    @Test
    void shouldSayWhetherAChangeMayBeDone() {
        topic.away = true;

        assertThatThrownBy(() -> topic.trail.begin(PROMOTED, AuditSubjects.NONE))
                .hasMessageContaining("nothing was done");
        assertThatThrownBy(() -> topic.trail.keep(PROMOTED, 202, AuditSubjects.NONE))
                .hasMessageContaining("it may be done");
    }

    @Test
    void shouldFailIfTheBrokerDoesNotAcknowledge() {
        topic.away = true;

        assertThatThrownBy(() -> topic.trail.keep(LISTED, 200, AuditSubjects.NONE))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("withheld");
        assertThat(topic.registry.get("thorax.audit.unacknowledged").counter().count())
                .isEqualTo(1);
    }
}
