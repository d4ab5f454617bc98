package dev.thorax.ingest.upload;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.ext.web.RoutingContext;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.record.Scan;
import dev.thorax.runtime.audit.AuditTrail;
import dev.thorax.runtime.audit.AuditUnavailableException;
import dev.thorax.runtime.audit.AuditedRequest;
import dev.thorax.runtime.audit.Callers;
import dev.thorax.runtime.audit.RefusedRequests;
import dev.thorax.runtime.http.Problem;

/** Records who sends a scan before it is taken, and again before the answer leaves. */
@ApplicationScoped
class UploadAudit {
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    private final AuditTrail trail;

    UploadAudit(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * Returns the answer of {@code upload}, or a problem if the broker does not acknowledge one of the records. Without the first
     * one {@code upload} does not run. Blocks.
     */
    Record audited(RoutingContext exchange, Scan scan, Supplier<Record> upload) {
        AuditedRequest request =
                new AuditedRequest(UUID.randomUUID().toString(), Callers.of(exchange), AuditAction.SENT, "POST /scans");
        AuditSubjects subjects = subjects(scan);
        RefusedRequests.leaveOut(exchange);
        try {
            trail.begin(request, subjects);
        } catch (AuditUnavailableException e) {
            return UploadProblems.unrecorded();
        }
        return audited(request, subjects, upload.get());
    }

    private Record audited(AuditedRequest request, AuditSubjects subjects, Record answer) {
        int status = answer instanceof Problem problem ? problem.status() : ACCEPTED;
        if (status == UNAVAILABLE) {
            // Nothing was taken, and the broker is probably away.
            trail.send(request, status, subjects).subscribe().with(kept -> {}, lost -> {});
            return answer;
        }
        try {
            trail.keep(request, status, subjects);
            return answer;
        } catch (AuditUnavailableException e) {
            return UploadProblems.auditDown();
        }
    }

    private static AuditSubjects subjects(Scan scan) {
        return new AuditSubjects(
                StorageKeys.isName(scan.id()) ? List.of(scan.id()) : List.of(),
                List.of(),
                List.of(),
                StorageKeys.isName(scan.dataset()) ? List.of(scan.dataset()) : List.of());
    }
}
