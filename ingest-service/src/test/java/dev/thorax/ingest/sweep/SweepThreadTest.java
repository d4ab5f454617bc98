package dev.thorax.ingest.sweep;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.Test;

import dev.thorax.ingest.admission.FakeScanHistory;
import dev.thorax.ingest.admission.PublishedScans;
import dev.thorax.ingest.admission.ScanPointers;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class SweepThreadTest {
    private static final long PATIENCE_MILLIS = 60_000;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch worked = new CountDownLatch(1);
    private volatile Thread sweeper;

    @Test
    void shouldSweepPageByPageUntilNoneIsLeft() throws Exception {
        SweepThread thread = new SweepThread(sweep(() -> calls.get() < 3));

        thread.start(new StartupEvent());

        awaitEnd();
        assertThat(calls).hasValue(3);
    }

    @Test
    void shouldNotKeepTheServiceFromEnding() throws Exception {
        SweepThread thread = new SweepThread(sweep(() -> false));

        thread.start(new StartupEvent());

        awaitEnd();
        assertThat(sweeper.isDaemon()).isTrue();
        assertThat(sweeper).isNotSameAs(Thread.currentThread());
    }

    @Test
    void shouldRestAfterAFailureAndEndAtOnceIfTheServiceStops() throws Exception {
        SweepThread thread = new SweepThread(sweep(() -> {
            throw new IllegalStateException("the store is away");
        }));
        thread.start(new StartupEvent());
        assertThat(worked.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();

        thread.stop();

        awaitEnd();
        assertThat(calls).hasValue(1);
    }

    @Test
    void shouldEndBetweenTwoPagesIfTheServiceStops() throws Exception {
        SweepThread thread = new SweepThread(sweep(() -> true));
        thread.start(new StartupEvent());
        assertThat(worked.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();

        thread.stop();

        awaitEnd();
    }

    @Test
    void shouldStopIfItNeverStarted() {
        new SweepThread(sweep(() -> true)).stop();

        assertThat(calls).hasValue(0);
    }

    private void awaitEnd() throws InterruptedException {
        assertThat(worked.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        sweeper.join(PATIENCE_MILLIS);
        assertThat(sweeper.isAlive()).isFalse();
    }

    private PointerSweep sweep(java.util.function.BooleanSupplier page) {
        return new PointerSweep(
                store, new ScanPointers(store), new PublishedScans(store), new FakeScanHistory(), Clock.systemUTC()) {
            @Override
            boolean next() {
                calls.incrementAndGet();
                sweeper = Thread.currentThread();
                worked.countDown();
                return page.getAsBoolean();
            }
        };
    }
}
