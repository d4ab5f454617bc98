package dev.thorax.runtime.audit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.contracts.audit.IdentityKind;

/**
 * Records requests that were answered with 401, 403, 408, 413, 421 or 429, and those that a route calls refused
 * ({@link RefusedRequests}). They are counted, and the counts are sent every five seconds: a stranger
 * can neither fill the topic nor push the refusals of known callers aside. Counts that the broker does not acknowledge are kept.
 */
@ApplicationScoped
class RefusalAudit {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(2);
    /** Before everything else, so that each answer is seen. */
    private static final int FIRST = 15_000;

    private static final int STRANGERS = 64;
    private static final int CALLERS = 256;
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 408, 413, 421, 429);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String OTHER_METHOD = "(another method)";

    private final AuditTrail trail;
    private final RequestNames names;
    private final RefusalCounts strangers = new RefusalCounts(STRANGERS);
    private final RefusalCounts callers = new RefusalCounts(CALLERS);
    private final Cancellable timer;

    RefusalAudit(AuditTrail trail, RequestNames names) {
        this.trail = trail;
        this.names = names;
        this.timer = Multi.createFrom()
                .ticks()
                .startingAfter(PAUSE)
                .every(PAUSE)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> send())
                .subscribe()
                .with(sent -> {});
    }

    /** Returns whether {@code status} refuses a request. */
    static boolean isRefusal(int status) {
        return REFUSALS.contains(status);
    }

    void watch(@Observes Filters filters) {
        filters.register(
                exchange -> {
                    exchange.addEndHandler(ended -> count(exchange));
                    exchange.next();
                },
                FIRST);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.cancel();
        send().ifNoItem().after(STOP).recoverWithItem((Void) null).await().indefinitely();
    }

    private void count(RoutingContext exchange) {
        RefusedRequests.status(exchange).ifPresent(status -> count(exchange, status));
    }

    private void count(RoutingContext exchange, int status) {
        AuditCaller caller = Callers.of(exchange);
        boolean isStranger = caller.kind() == IdentityKind.NONE;
        String path = exchange.normalizedPath();
        AuditedRequest request = new AuditedRequest(caller, AuditAction.WAS_REFUSED, names.of(method(exchange), path));
        (isStranger ? strangers : callers).add(new RefusalCounts.Refusal(request, status), 1);
    }

    /** Returns the method if it is one of HTTP. A caller could write anything in its place. */
    private static String method(RoutingContext exchange) {
        String method = exchange.request().method().name();
        return METHODS.contains(method) ? method : OTHER_METHOD;
    }

    /** Sends all counts. Completes when all are acknowledged or kept for later; never fails. */
    Uni<Void> send() {
        List<Uni<Void>> sent = Stream.of(strangers, callers)
                .flatMap(counts -> counts.take().entrySet().stream().map(entry -> send(counts, entry)))
                .toList();
        return sent.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(sent).andFailFast().replaceWithVoid();
    }

    private Uni<Void> send(RefusalCounts counts, Map.Entry<RefusalCounts.Refusal, Long> entry) {
        RefusalCounts.Refusal refusal = entry.getKey();
        return trail.send(refusal.request(), refusal.status(), AuditSubjects.NONE, entry.getValue())
                .onFailure()
                .recoverWithUni(failure -> {
                    counts.add(refusal, entry.getValue());
                    return Uni.createFrom().voidItem();
                });
    }
}
