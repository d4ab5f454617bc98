package dev.thorax.explain.heatmap;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.explain.ExplainFixture;
import dev.thorax.runtime.storage.StorageConfig;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ExplanationsSweepTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final Set<Thread> before = sweepers();
    private ExplanationsSweep sweep;

    @AfterEach
    void stop() {
        sweep.stop();
    }

    @Test
    void shouldSweepInAThreadOfItsOwnUntilTheServiceStops() {
        open(true).start(new StartupEvent());

        Set<Thread> started = started();
        assertThat(started).hasSize(1).allMatch(Thread::isDaemon);

        sweep.stop();
        await().atMost(Duration.ofSeconds(60)).until(() -> started.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void shouldNotSweepABucketThatHasRulesOfItsOwn() {
        open(false).start(new StartupEvent());

        assertThat(started()).isEmpty();
    }

    @Test
    void shouldNotReadTheStoreWhileTheServiceStarts() {
        fixture.store.beforeEachCall(call -> {
            throw new AssertionError("unexpected call: " + call);
        });

        open(true).start(new StartupEvent());

        assertThat(started()).hasSize(1);
    }

    private ExplanationsSweep open(boolean enabled) {
        sweep = new ExplanationsSweep(fixture.store, new Storage(enabled), fixture.clock);
        return sweep;
    }

    private Set<Thread> started() {
        Set<Thread> started = new HashSet<>(sweepers());
        started.removeAll(before);
        return started;
    }

    private static Set<Thread> sweepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("object-sweep"))
                .collect(toSet());
    }

    private record Storage(boolean sweep) implements StorageConfig {
        @Override
        public URI endpoint() {
            return URI.create("http://127.0.0.1:1");
        }

        @Override
        public String bucket() {
            return "thorax";
        }

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public String accessKey() {
            return "key";
        }

        @Override
        public String secretKey() {
            return "secret";
        }

        @Override
        public Encryption encryption() {
            return Optional::empty;
        }
    }
}
