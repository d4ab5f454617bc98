package dev.thorax.explain.heatmap;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.thorax.explain.problem.ExplanationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ComputeQueueTest {
    private final ComputeQueue<Integer> turns = new ComputeQueue<>(1, 0);
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void shouldDoTheSameWorkOnlyOnceAtATime() throws Exception {
        CompletableFuture<Integer> first = working("same");
        started.await();
        CompletableFuture<Integer> second = working("same");
        mayEnd.countDown();

        assertThat(first.get()).isEqualTo(1);
        second.get();
        assertThat(done.get()).isBetween(1, 2);
    }

    @Test
    void shouldRefuseWhatDoesNotFit() throws Exception {
        CompletableFuture<Integer> first = working("one");
        started.await();

        assertThatThrownBy(() -> turns.once("two", WhenBusy.REJECT, () -> 2))
                .isInstanceOfSatisfying(ExplanationException.class, e -> assertThat(e.reason())
                        .isEqualTo(ExplanationException.Reason.BUSY));
        mayEnd.countDown();
        first.get();
        assertThat(turns.once("two", WhenBusy.REJECT, () -> 2)).isEqualTo(2);
    }

    @Test
    void shouldRefuseTooManyCallersOfTheSameWork() throws Exception {
        CompletableFuture<Integer> first = working("same");
        started.await();

        assertThatThrownBy(() -> turns.once("same", WhenBusy.REJECT, () -> 2))
                .isInstanceOfSatisfying(ExplanationException.class, e -> assertThat(e.reason())
                        .isEqualTo(ExplanationException.Reason.BUSY));
        mayEnd.countDown();
        first.get();
        assertThat(turns.once("same", WhenBusy.REJECT, () -> 2)).isEqualTo(2);
    }

    @Test
    void shouldTellTheFailureAndGoOn() {
        assertThatThrownBy(() -> turns.once("one", WhenBusy.REJECT, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(turns.once("one", WhenBusy.REJECT, () -> 3)).isEqualTo(3);
    }

    private CompletableFuture<Integer> working(String key) {
        return CompletableFuture.supplyAsync(() -> turns.once(key, WhenBusy.WAIT, () -> {
            started.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return done.incrementAndGet();
        }));
    }
}
