package dev.thorax.runtime.health;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectStoreReadinessTest {
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };
    private final InMemoryObjectStore store = new InMemoryObjectStore(clock);

    @Test
    void shouldBeReadyIfAnObjectIsWrittenAndReadBackAndLeaveNothing() {
        assertThat(readiness(store).call().getStatus()).isEqualTo(Status.UP);
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void shouldNotBeReadyWhileTheStoreIsAway() {
        ObjectStoreReadiness readiness = readiness(store);
        store.failNext(1);

        HealthCheckResponse response = readiness.call();

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getName()).isEqualTo("object store");
        assertThat(response.getData().orElseThrow()).containsKey("reason");
        now = now.plus(PERIOD);
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldNotBeReadyWithAKeyThatMayOnlyRead() {
        assertThat(reason(puts((key, bytes) -> {
                    throw new StoreUnavailableException("write " + key, new IOException("Access Denied"));
                })))
                .contains("The object store could not write health/", "Access Denied");
    }

    @Test
    void shouldNotBeReadyIfTheStoreLosesOrChangesWhatItTook() {
        assertThat(reason(puts((key, bytes) -> assertThat(key).startsWith(StorageKeys.healthProbes()))))
                .contains("has no object health/");
        assertThat(reason(puts((key, bytes) -> store.put(key, new byte[1], "text/plain"))))
                .contains("returned other bytes than it was given");
    }

    @Test
    void shouldProbeOnceAPeriodHoweverOftenItIsAsked() {
        AtomicInteger writes = new AtomicInteger();
        ObjectStoreReadiness readiness = readiness(puts((key, bytes) -> {
            writes.incrementAndGet();
            store.put(key, bytes, "text/plain");
        }));

        for (int second = 0; second < 30; second++) {
            readiness.call();
            now = now.plusSeconds(1);
        }

        assertThat(writes).hasValue(3);
    }

    /** Returns a store that writes as {@code put} does. */
    private ObjectStore puts(BiConsumer<String, byte[]> put) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("put")) {
                        put.accept((String) arguments[0], (byte[]) arguments[1]);
                        return null;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private String reason(ObjectStore broken) {
        HealthCheckResponse response = readiness(broken).call();
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        return response.getData().orElseThrow().get("reason").toString();
    }

    private ObjectStoreReadiness readiness(ObjectStore of) {
        return new ObjectStoreReadiness(new ObjectStoreProbe(of, PERIOD, clock));
    }
}
