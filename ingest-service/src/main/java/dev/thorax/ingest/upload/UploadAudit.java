package dev.thorax.ingest.upload;

import java.util.List;

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
import dev.thorax.runtime.http.Problem;

/** Records who sent a scan before the answer leaves. */
@ApplicationScoped
class UploadAudit {
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    private final AuditTrail trail;

    UploadAudit(AuditTrail trail) {
        this.trail = trail;
    }

    /** Returns {@code answer}, or a problem if the broker does not acknowledge its record. Blocks until it does. */
    Record audited(RoutingContext exchange, Scan scan, Record answer) {
        int status = answer instanceof Problem problem ? problem.status() : ACCEPTED;
        AuditedRequest request = new AuditedRequest(Callers.of(exchange), AuditAction.SENT, "POST /scans");
        AuditSubjects subjects = subjects(scan);
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
