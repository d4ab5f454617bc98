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

/** Takes audit records as the broker does, unless it is away. */
final class FakeTopic {
    final List<AuditRecord> records = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final AuditTrail trail = new AuditTrail(emitter(), new AuditMetrics(registry), systemUTC(), "thorax-explain");
    volatile boolean away;

    @SuppressWarnings("unchecked")
    private MutinyEmitter<byte[]> emitter() {
        return (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                FakeTopic.class.getClassLoader(), new Class<?>[] {MutinyEmitter.class}, (proxy, called, arguments) -> {
                    if (away) {
                        return Uni.createFrom().failure(new KafkaException("away"));
                    }
                    records.add(Json.read(((Message<byte[]>) arguments[0]).getPayload(), AuditRecord.class));
                    return Uni.createFrom().voidItem();
                });
    }
}
