package dev.thorax.runtime.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.ObjectRetention;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectSweepTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration AGE = Duration.ofDays(30);
    private static final ObjectRetention RETENTION = new ObjectRetention("explanations/", AGE);

    private Instant writing = NOW;
    private final InstantSource writes = () -> writing;
    private final InMemoryObjectStore store = new InMemoryObjectStore(writes.withZone(ZoneOffset.UTC));

    @Test
    void shouldDeleteWhatIsOlderThanItsRetentionAndNothingElse() {
        put("explanations/old", AGE.plusSeconds(1));
        put("explanations/just", AGE);
        put("explanations/new", Duration.ZERO);
        put("scans/old", AGE.multipliedBy(10));
        put("explanations-of-others/old", AGE.multipliedBy(10));

        sweep(key -> true);

        assertThat(store.list(""))
                .containsExactly("explanations-of-others/old", "explanations/just", "explanations/new", "scans/old");
    }

    @Test
    void shouldKeepAnOldObjectThatMayNotLeave() {
        put("explanations/kept", AGE.plusDays(1));
        put("explanations/left", AGE.plusDays(1));

        sweep(key -> key.endsWith("left"));

        assertThat(store.list("")).containsExactly("explanations/kept");
    }

    @Test
    void shouldLeaveTheRestToTheNextSweepIfTheStoreGoesAway() {
        put("explanations/a", AGE.plusDays(1));
        put("explanations/b", AGE.plusDays(1));
        store.beforeEachCall(call -> {
            if (call.equals("delete explanations/b")) {
                store.failNext(1);
            }
        });

        sweep(key -> true);
        assertThat(store.list("")).containsExactly("explanations/b");

        store.beforeEachCall(call -> {});
        sweep(key -> true);
        assertThat(store.list("")).isEmpty();
    }

    /** An exception that left the sweep would end all later ones. */
    @Test
    void shouldNotThrowIfTheDecisionAboutAnObjectFails() {
        put("explanations/a", AGE.plusDays(1));

        sweep(key -> {
            throw new IllegalStateException("the decision fails");
        });

        assertThat(store.list("")).containsExactly("explanations/a");
    }

    @Test
    void shouldDeleteNothingRightAfterTheStart() {
        put("explanations/a", AGE.plusDays(1));

        try (ObjectSweep sweep = new ObjectSweep(store, RETENTION, key -> true, clock())) {
            sweep.start();
        }

        assertThat(store.list("")).containsExactly("explanations/a");
    }

    private void sweep(Predicate<String> deletable) {
        try (ObjectSweep sweep = new ObjectSweep(store, RETENTION, deletable, clock())) {
            sweep.sweep();
        }
    }

    private void put(String key, Duration age) {
        writing = NOW.minus(age);
        store.put(key, new byte[] {1}, "image/png");
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }
}
