package dev.thorax.runtime.audit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.runtime.http.ServerEvent;

/** Records each stream of server-sent events at its start, and the scans of its events before they leave. */
@ApplicationScoped
public class AuditedStreams {
    /** Events that come within this time share a record. */
    private static final Duration TOGETHER = Duration.ofMillis(20);

    private static final int MOST = 256;
    private static final int OK = 200;

    private final AuditTrail trail;
    private final RequestNames names;
    private final CurrentVertxRequest current;

    AuditedStreams(AuditTrail trail, RequestNames names, CurrentVertxRequest current) {
        this.trail = trail;
        this.names = names;
        this.current = current;
    }

    /**
     * Returns {@code events} for the caller of the request in work. Blocks until the broker has acknowledged the record of its
     * start. The stream fails if a later record is not acknowledged.
     *
     * @throws AuditUnavailableException if the broker does not acknowledge the first record, so that the answer can be a problem
     */
    public Multi<ServerEvent> audited(Multi<ServerEvent> events) {
        RoutingContext exchange = current.getCurrent();
        AuditedRequest request = new AuditedRequest(
                Callers.of(exchange),
                AuditAction.FOLLOWED,
                names.of(exchange.request().method().name(), exchange.normalizedPath()));
        trail.keep(request, OK, AuditSubjects.NONE);
        return events.group()
                .intoLists()
                .of(MOST, TOGETHER)
                .onOverflow()
                .buffer(MOST)
                .onItem()
                .transformToMultiAndConcatenate(together -> audited(request, together));
    }

    private Multi<ServerEvent> audited(AuditedRequest request, List<ServerEvent> together) {
        Multi<ServerEvent> events = Multi.createFrom().iterable(together);
        List<String> scans = together.stream()
                .map(ServerEvent::scanId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return scans.isEmpty()
                ? events
                : trail.send(request, OK, AuditSubjects.ofScans(scans)).onItem().transformToMulti(sent -> events);
    }
}
