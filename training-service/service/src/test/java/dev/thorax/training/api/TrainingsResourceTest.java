package dev.thorax.training.api;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;
import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.promotion.Approvals;
import dev.thorax.training.run.Cancellations;
import dev.thorax.training.run.TestClock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class TrainingsResourceTest {
    private final TestClock clock = new TestClock();
    private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    private final ProgressLog log = new ProgressLog(store, event -> {});
    private final Cancellations cancellations = new Cancellations(store);
    private final AtomicBoolean kept = new AtomicBoolean();
    private final TrainingsResource resource = new TrainingsResource(
            null,
            log,
            cancellations,
            new Approvals(store),
            new RequestPublisher(noKafka()),
            new RequestSubjects(),
            new Caller(KeyIdentity.of("Ada", Role.OPERATOR, () -> true)),
            clock);

    @Test
    void shouldHaveKeptACancellationIfKafkaDoesNotAnswer() {
        log.keep(ProgressLog.after(null, "t-1", "cnn4", State.RUNNING, "It goes on.", clock.instant()));

        try (Response response = resource.cancel("t-1", "{\"why\":\"w\"}".getBytes(UTF_8))) {
            assertThat(response.getStatus()).isEqualTo(503);
        }

        assertThat(kept).isTrue();
        assertThat(Json.read(store.get(StorageKeys.cancellation("t-1")), TrainingCancelled.class)
                        .by())
                .isEqualTo("Ada");
    }

    @SuppressWarnings("unchecked")
    private MutinyEmitter<byte[]> noKafka() {
        return (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                TrainingsResourceTest.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, called, arguments) -> {
                    kept.set(store.exists(StorageKeys.cancellation("t-1")));
                    return Uni.createFrom().failure(new KafkaException("away"));
                });
    }
}
