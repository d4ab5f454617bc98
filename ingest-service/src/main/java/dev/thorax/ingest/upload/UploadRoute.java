package dev.thorax.ingest.upload;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.thorax.access.Role;
import dev.thorax.contracts.json.Json;
import dev.thorax.ingest.config.IngestConfig;
import dev.thorax.ingest.record.Scan;
import dev.thorax.runtime.access.AccessProblems;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.audit.RefusedRequests;
import dev.thorax.runtime.connection.RequestFilter;
import dev.thorax.runtime.http.CrossSite;
import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.trace.ScanTraces;
import dev.thorax.runtime.trace.TraceParent;

/**
 * Serves {@code POST /scans}. The caller is a device or an operator. The body is the file itself, a form ({@code multipart/form-data}) with it in the field
 * {@code file}, or a CloudEvent in JSON. Optional {@code id}, {@code patient}, {@code label}, {@code dataset} and {@code source} come as form
 * field, query parameter or header, see {@link UploadMetadata}. Do not put a patient into a query.
 *
 * <p>The answer is 202 with {@link UploadAccepted}, or a {@link Problem}. A file over 32 MiB is answered with 413 and not
 * kept.
 */
@ApplicationScoped
public class UploadRoute {
    private static final String PATH = "/scans";
    private static final String EXPECT = "Expect";
    private static final String ALLOWED = "POST, OPTIONS";
    private static final Logger LOG = Logger.getLogger(UploadRoute.class);

    private final Uploads uploads;
    private final UploadAudit audit;
    private final ScanTraces traces;
    /** An upload keeps its place until its work is done, also if the device hung up before. */
    private final Semaphore places;

    private final Duration deadline;

    UploadRoute(Uploads uploads, UploadAudit audit, ScanTraces traces, IngestConfig config) {
        this.uploads = uploads;
        this.audit = audit;
        this.traces = traces;
        this.places = new Semaphore(config.uploads());
        this.deadline = config.uploadDeadline();
    }

    void register(@Observes Router router) {
        router.post(PATH).handler(this::handle).failureHandler(UploadRoute::failed);
        router.route(PATH).handler(UploadRoute::otherMethod);
    }

    private static void otherMethod(RoutingContext exchange) {
        exchange.response().putHeader("Allow", ALLOWED);
        drain(exchange.request());
        if (exchange.request().method() == HttpMethod.OPTIONS) {
            exchange.response().setStatusCode(204).end();
        } else {
            refuse(exchange, UploadProblems.method());
        }
    }

    private void handle(RoutingContext exchange) {
        Optional<Problem> stranger = AccessProblems.of(exchange, Role.DEVICE, Role.OPERATOR);
        if (stranger.isPresent()) {
            AccessProblems.send(exchange, stranger.get());
            return;
        }
        if (isForeign(exchange.request())) {
            drain(exchange.request());
            refuse(exchange, UploadProblems.foreignPage());
            return;
        }
        Optional<Problem> problem = unmetExpectation(exchange.request());
        if (problem.isPresent()) {
            drain(exchange.request());
            closeAfterwards(exchange);
            RefusedRequests.mark(exchange, problem.get().status());
            refuse(exchange, problem.get());
            return;
        }
        if (!places.tryAcquire()) {
            exchange.response().putHeader("Retry-After", "5");
            drain(exchange.request());
            refuse(exchange, UploadProblems.busy());
            return;
        }
        // All steps run in the future, so that the place is released whatever is thrown.
        Future.succeededFuture(exchange.request())
                .compose(request -> read(exchange, request))
                .compose(body -> judge(exchange, body))
                .onComplete(done -> places.release())
                .onSuccess(answer -> answer(exchange, answer))
                .onFailure(exchange::fail);
    }

    private static boolean isForeign(HttpServerRequest request) {
        return CrossSite.isForeign(
                request.getHeader(CrossSite.FETCH_SITE),
                request.getHeader(CrossSite.ORIGIN),
                request.authority() == null ? null : request.authority().toString());
    }

    /** Returns why a device may not go on to its body: it expects something else than 100 (Continue), or its body is too large. */
    private static Optional<Problem> unmetExpectation(HttpServerRequest request) {
        String expectation = request.getHeader(EXPECT);
        if (expectation == null) {
            return Optional.empty();
        }
        return expectation.strip().equalsIgnoreCase("100-continue")
                ? UploadedBody.tooLarge(request).map(UploadProblems::of)
                : Optional.of(UploadProblems.expectation());
    }

    /** Reads the body, and lets a device go on before that if it waits for 100 (Continue). */
    private Future<UploadedBody> read(RoutingContext exchange, HttpServerRequest request) {
        RequestFilter.leaveBody(exchange);
        if (request.getHeader(EXPECT) != null) {
            request.response().writeContinue();
        }
        return new UploadedBody(request).read(exchange.vertx(), deadline);
    }

    private Future<Record> judge(RoutingContext exchange, UploadedBody body) {
        return exchange.vertx()
                .executeBlocking(
                        () -> {
                            Scan scan = UploadReader.scan(exchange.request(), body.take());
                            return traces.requested(
                                    "upload",
                                    exchange.request().getHeader(TraceParent.NAME),
                                    () -> audit.audited(
                                            exchange, scan, () -> uploads.submit(scan, Caller.of(exchange))));
                        },
                        false);
    }

    private static void answer(RoutingContext exchange, Object answer) {
        if (answer instanceof Problem problem) {
            refuse(exchange, problem);
        } else {
            send(exchange, 202, "application/json", answer);
        }
    }

    /** Answers a failed upload. Quarkus would log the URI, which may contain a patient. */
    private static void failed(RoutingContext exchange) {
        if (exchange.failure() instanceof UploadRejectedException refusal) {
            if (refusal.problem().status() == 408) {
                closeAfterwards(exchange);
            }
            RefusedRequests.mark(exchange, refusal.problem().status());
            refuse(exchange, refusal.problem());
        } else if (exchange.failure() == null || exchange.failure() instanceof SecurityException) {
            // It is not of the upload. Authentication refuses a caller in this way, for instance.
            exchange.next();
        } else {
            LOG.error("An upload failed unexpectedly and was answered with 500", exchange.failure());
            refuse(exchange, UploadProblems.unexpected());
        }
    }

    private static void refuse(RoutingContext exchange, Problem problem) {
        send(exchange, problem.status(), Problem.MEDIA_TYPE, problem);
    }

    /** Drops the rest of the body, so that a device that sends before it reads gets its answer. */
    private static void drain(HttpServerRequest request) {
        request.handler(dropped -> {}).resume();
    }

    private static void send(RoutingContext exchange, int status, String type, Object body) {
        if (!exchange.response().ended() && !exchange.response().closed()) {
            exchange.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", type)
                    .end(Buffer.buffer(Json.write(body)))
                    .onComplete(sent -> closeIfSaid(exchange));
        }
    }

    /** Says that the connection ends with the answer, because the rest of the body is not waited for. */
    private static void closeAfterwards(RoutingContext exchange) {
        exchange.response().putHeader("Connection", "close");
    }

    private static void closeIfSaid(RoutingContext exchange) {
        if (exchange.response().headers().contains("Connection", "close", true)) {
            exchange.request().connection().close();
        }
    }
}
