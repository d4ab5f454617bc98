package dev.thorax.admin.audit;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.contracts.audit.IdentityKind;

import static org.assertj.core.api.Assertions.assertThat;

class AuditQueryTest {
    private static final AuditRecord RECORD = new AuditRecord(
            null,
            new AuditCaller("ward 3", IdentityKind.KEY, List.of("clinician"), "192.0.2.7"),
            AuditAction.LISTED,
            "GET /diagnoses",
            200,
            AuditSubjects.ofScans(List.of("s-1", "s-2")),
            1,
            "explain",
            Instant.parse("2026-11-26T08:00:00Z"));

    private static final AuditRecord BEGUN = new AuditRecord(
            "c0ffee",
            new AuditCaller("ada", IdentityKind.TOKEN, List.of("operator"), null),
            AuditAction.PROMOTED,
            "POST /promotions",
            null,
            AuditSubjects.NONE,
            1,
            "training",
            Instant.parse("2026-11-26T08:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "--from=2026-11-26T08:00:00Z, true",
        "--from=2026-11-26T08:00:01Z, false",
        "--to=2026-11-26T08:00:00Z, false",
        "--to=2026-11-26T08:00:00.001Z, true",
        "--who=ward 3, true",
        "--who=ward, false",
        "--scan=s-2, true",
        "--scan=s, false",
        "--version=m/v1, false",
        "--training=t-1, false",
        "--action=LISTED, true",
        "--action=SENT, false"
    })
    void shouldSelectByEachOption(String option, boolean accepted) {
        AuditQuery query = new AuditQuery();
        new CommandLine(new Holder(query)).parseArgs(option);

        assertThat(query.accepts(RECORD)).isEqualTo(accepted);
    }

    @Test
    void shouldWriteALineThatBeginsWithItsTime() {
        assertThat(AuditLine.of(RECORD))
                .isEqualTo("2026-11-26T08:00:00.000Z LISTED who=\"ward 3\" kind=KEY roles=clinician address=192.0.2.7"
                        + " service=explain request=\"GET /diagnoses\" status=200 scans=s-1,s-2");
    }

    @ParameterizedTest
    @CsvSource({"--id=c0ffee, true", "--id=p-c0ffee, true", "--id=p-c0ffe, false"})
    void shouldFindBothRecordsOfWhatWasOrdered(String option, boolean accepted) {
        AuditQuery query = new AuditQuery();
        new CommandLine(new Holder(query)).parseArgs(option);

        assertThat(query.accepts(BEGUN)).isEqualTo(accepted);
        assertThat(query.accepts(RECORD)).isFalse();
    }

    @Test
    void shouldSayThatARequestHasBegun() {
        assertThat(AuditLine.of(BEGUN)).endsWith("request=\"POST /promotions\" status=begun id=c0ffee");
        assertThat(BEGUN.isDone()).isFalse();
    }

    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        private final AuditQuery query;

        Holder(AuditQuery query) {
            this.query = query;
        }
    }
}
