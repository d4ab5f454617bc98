package dev.thorax.runtime.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.runtime.kafka.OutgoingRecords;

/** Writes audit records to their topic. A record that the broker does not acknowledge in time is a failure and a line in the log. */
@ApplicationScoped
public class AuditTrail {
    private static final Logger LOG = Logger.getLogger(AuditTrail.class);

    /** Longer than the producer tries, so that its own reason is reported. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final String NAMES = "thorax-";

    private final MutinyEmitter<byte[]> emitter;
    private final AuditMetrics metrics;
    private final Clock clock;
    private final String service;

    AuditTrail(
            @Channel("audit") MutinyEmitter<byte[]> emitter,
            AuditMetrics metrics,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.emitter = emitter;
        this.metrics = metrics;
        this.clock = clock;
        this.service = application.startsWith(NAMES) ? application.substring(NAMES.length()) : application;
    }

    /**
     * Records that a request is about to change something, and waits for the broker. Not for an event loop.
     *
     * @throws AuditUnavailableException if the broker does not acknowledge it, so that nothing may be done
     */
    public void begin(AuditedRequest request, AuditSubjects subjects) {
        send(request, null, subjects, 1).await().indefinitely();
    }

    /**
     * Sends the record of an answer. It is one record, or several if it names very many scans.
     *
     * @param status HTTP status of the answer
     * @return completes when the broker has acknowledged it; fails with {@link AuditUnavailableException}
     */
    public Uni<Void> send(AuditedRequest request, int status, AuditSubjects subjects) {
        return send(request, status, subjects, 1);
    }

    /** Sends the record of {@code count} equal requests. */
    Uni<Void> send(AuditedRequest request, @Nullable Integer status, AuditSubjects subjects, long count) {
        return Uni.createFrom()
                .deferred(() -> {
                    long begin = System.nanoTime();
                    Instant now = clock.instant();
                    List<Uni<Void>> parts = subjects.parts().stream()
                            .map(part -> emitter.sendMessage(message(request, status, part, count, now)))
                            .toList();
                    return Uni.join()
                            .all(parts)
                            .andFailFast()
                            .ifNoItem()
                            .after(PATIENCE)
                            .fail()
                            .replaceWithVoid()
                            .invoke(() -> metrics.acknowledged(System.nanoTime() - begin));
                })
                .onFailure()
                .transform(failure -> lost(request, status, count, failure));
    }

    /**
     * Sends the record of an answer, and waits for the broker. Not for an event loop.
     *
     * @throws AuditUnavailableException if the broker does not acknowledge it
     */
    public void keep(AuditedRequest request, int status, AuditSubjects subjects) {
        send(request, status, subjects).await().indefinitely();
    }

    private Message<byte[]> message(
            AuditedRequest request, @Nullable Integer status, AuditSubjects subjects, long count, Instant now) {
        AuditRecord record = new AuditRecord(
                request.id(),
                request.caller(),
                request.action(),
                request.name(),
                status,
                subjects,
                count,
                service,
                now);
        return OutgoingRecords.event(
                record, request.caller().name(), UUID.randomUUID().toString(), "/thorax/" + service, now);
    }

    private AuditUnavailableException lost(
            AuditedRequest request, @Nullable Integer status, long count, Throwable cause) {
        metrics.unacknowledged();
        LOG.errorf(
                "An audit record was not acknowledged action=%s caller=\"%s\" request=\"%s\" status=%s count=%d cause=\"%s\"",
                request.action(), request.caller().name(), request.name(), status, count, cause);
        return status == null
                ? AuditUnavailableException.undone(cause)
                : AuditUnavailableException.withheld(request, cause);
    }
}
