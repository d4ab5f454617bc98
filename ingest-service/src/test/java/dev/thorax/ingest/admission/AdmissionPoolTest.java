package dev.thorax.ingest.admission;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.ingest.config.FixedThreads;
import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdmissionPoolTest {
    private final AdmissionPool pool = new AdmissionPool(new FixedThreads(2));

    @AfterEach
    void stop() {
        pool.stop();
    }

    @Test
    void shouldReturnTheResultsInTheOrderOfTheWork() {
        List<Callable<Integer>> work = IntStream.range(0, 50)
                .mapToObj(i -> (Callable<Integer>) () -> i)
                .toList();

        assertThat(pool.inOrder(work)).isEqualTo(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void shouldDoTwoAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<Integer> meet = () -> both.await(60, TimeUnit.SECONDS);

        assertThat(pool.inOrder(List.of(meet, meet))).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void shouldEndAllWorkBeforeItThrowsTheFirstFailure() {
        AtomicInteger done = new AtomicInteger();
        Callable<Integer> failing = () -> {
            throw new StoreUnavailableException("read x", new IOException("away"));
        };

        assertThatThrownBy(() -> pool.inOrder(List.of(failing, done::incrementAndGet, done::incrementAndGet)))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(done).hasValue(2);
    }
}
