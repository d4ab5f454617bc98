package dev.thorax.runtime.audit;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.json.Json;

import static java.time.Clock.systemUTC;

/** An audit trail whose records a test reads. It is in the package of the trail, which nobody else can make. */
public final class TestTrail {
    public final List<AuditRecord> records = new CopyOnWriteArrayList<>();
    public final AuditTrail trail =
            new AuditTrail(emitter(), new AuditMetrics(new SimpleMeterRegistry()), systemUTC(), "thorax-ingest");
    public volatile boolean away;

    @SuppressWarnings("unchecked")
    private MutinyEmitter<byte[]> emitter() {
        return (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                TestTrail.class.getClassLoader(), new Class<?>[] {MutinyEmitter.class}, (proxy, called, arguments) -> {
                    if (away) {
                        return Uni.createFrom().failure(new KafkaException("away"));
                    }
                    records.add(Json.read(((Message<byte[]>) arguments[0]).getPayload(), AuditRecord.class));
                    return Uni.createFrom().voidItem();
                });
    }
}
