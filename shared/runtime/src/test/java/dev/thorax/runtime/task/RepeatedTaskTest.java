package dev.thorax.runtime.task;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatedTaskTest {
    @Test
    void shouldRunAgainAfterAnExceptionAndAfterAnError() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(1);
        try (RepeatedTask task = new RepeatedTask("test-task", () -> {
            switch (runs.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("The first run fails.");
                case 2 -> throw new NoClassDefFoundError("the second");
                default -> third.countDown();
            }
        })) {
            task.start(Duration.ZERO, Duration.ofMillis(1));

            assertThat(third.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldInterruptTheTaskAtTheEnd() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        RepeatedTask task = new RepeatedTask("test-task", () -> {
            runs.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        task.start(Duration.ZERO, Duration.ofMinutes(1));
        runs.await();

        task.close();

        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
