package dev.thorax.admin.audit;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditRecord;

/** Selects audit records. Without options it selects all. */
final class AuditQuery {
    @Option(names = "--from", paramLabel = "TIME", description = "The first moment, e.g. 2026-11-26T08:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "The moment after the last.")
    private @Nullable Instant to;

    @Option(names = "--who", paramLabel = "NAME", description = "The name of the caller.")
    private @Nullable String who;

    @Option(names = "--scan", paramLabel = "ID", description = "A scan that the request was about.")
    private @Nullable String scan;

    @Option(names = "--version", paramLabel = "MODEL/VERSION", description = "A version that the request was about.")
    private @Nullable String version;

    @Option(names = "--training", paramLabel = "ID", description = "A training that the request was about.")
    private @Nullable String training;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "A request. A promotion, a training and an erasure have its id in theirs.")
    private @Nullable String id;

    @Option(names = "--action", paramLabel = "ACTION", description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable AuditAction action;

    Optional<Instant> from() {
        return Optional.ofNullable(from);
    }

    boolean accepts(AuditRecord record) {
        return (from == null || !record.at().isBefore(from))
                && (to == null || record.at().isBefore(to))
                && (who == null || who.equals(record.caller().name()))
                && (scan == null || record.subjects().scans().contains(scan))
                && (version == null || record.subjects().versions().contains(version))
                && (training == null || record.subjects().trainings().contains(training))
                && (id == null || record.requestId() != null && id.endsWith(record.requestId()))
                && (action == null || action == record.action());
    }
}
