package dev.thorax.runtime.audit;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.json.Json;
import dev.thorax.runtime.http.AllowedMethods;

import static java.time.Clock.systemUTC;

/** Audited streams whose records a test reads. It is in their package, because nobody else can make them. */
public final class TestStreams {
    public final List<AuditRecord> records = new CopyOnWriteArrayList<>();
    public final AuditedStreams streams;

    /** Creates the streams of a resource, which somebody opens who is not known. */
    public TestStreams(Class<?> resource, String path) {
        AuditTrail trail =
                new AuditTrail(emitter(), new AuditMetrics(new SimpleMeterRegistry()), systemUTC(), "thorax-explain");
        HttpServerRequest request = fake(
                HttpServerRequest.class,
                called -> called.equals("method")
                        ? HttpMethod.GET
                        : SocketAddress.inetSocketAddress(40_000, "192.0.2.7"));
        RoutingContext exchange = fake(RoutingContext.class, called -> switch (called) {
            case "request" -> request;
            case "normalizedPath" -> path;
            case "user" -> null;
            default -> throw new UnsupportedOperationException(called);
        });
        streams = new AuditedStreams(
                trail,
                new RequestNames(AllowedMethods.of(List.of(resource))),
                new CurrentVertxRequest().setCurrent(exchange));
    }

    @SuppressWarnings("unchecked")
    private MutinyEmitter<byte[]> emitter() {
        return (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                TestStreams.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, called, arguments) -> {
                    records.add(Json.read(((Message<byte[]>) arguments[0]).getPayload(), AuditRecord.class));
                    return Uni.createFrom().voidItem();
                });
    }

    private interface Calls {
        Object answer(String called);
    }

    private static <T> T fake(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                TestStreams.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> calls.answer(called.getName())));
    }
}
