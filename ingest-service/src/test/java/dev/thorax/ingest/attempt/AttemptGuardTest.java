package dev.thorax.ingest.attempt;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class AttemptGuardTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());

    @Test
    void shouldRefuseAScanAtWhichTwoProcessesEnded() throws Exception {
        endAt(scan(1), "process-1");
        endAt(scan(1), "process-2");

        assertThatThrownBy(() -> guard("process-3").guard(scan(1), () -> "done"))
                .isInstanceOfSatisfying(UnacceptableScanException.class, why -> assertThat(why.reason())
                        .isEqualTo(RejectionReason.REPEATED_CRASH))
                .hasMessageStartingWith("The service ended 2 times while it worked at this scan");
    }

    @Test
    void shouldServeAScanAtWhichOneProcessEndedAndForgetIt() throws Exception {
        endAt(scan(1), "process-1");

        assertThat(guard("process-2").guard(scan(1), () -> "done")).isEqualTo("done");

        assertThat(store.exists(StorageKeys.attempt("s1"))).isFalse();
    }

    @Test
    void shouldCountNoFailureInTheSameProcess() throws Exception {
        AttemptGuard guard = guard("process-1");

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> guard.guard(scan(1), () -> {
                        throw new StoreUnavailableException("read x", new IOException("away"));
                    }))
                    .isInstanceOf(StoreUnavailableException.class);
        }
        assertThat(guard.guard(scan(1), () -> "done")).isEqualTo("done");
    }

    @Test
    void shouldCountAnErrorOfTheSameProcessOnce() {
        AttemptGuard guard = guard("process-1");

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> guard.guard(scan(1), () -> {
                        throw new LinkageError();
                    }))
                    .isInstanceOf(LinkageError.class);
        }
    }

    @Test
    void shouldForgetARefusedScan() {
        assertThatThrownBy(() -> guard("process-1").guard(scan(1), () -> {
                    throw new UnacceptableScanException(RejectionReason.CORRUPT, "It is damaged.");
                }))
                .hasMessage("It is damaged.");

        assertThat(store.exists(StorageKeys.attempt("s1"))).isFalse();
    }

    @Test
    void shouldNotCountAttemptsAtAnotherRecordOfTheSameId() throws Exception {
        endAt(scan(1), "process-1");
        endAt(scan(1), "process-2");

        assertThat(guard("process-3").guard(scan(2), () -> "done")).isEqualTo("done");
    }

    @Test
    void shouldTryAScanAgainWhileNoOtherIsInWork() throws Exception {
        endAt(scan(1), "process-1");
        AttemptGuard guard = guard("process-2");
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> run(guard, "other", first));
        await().atMost(Duration.ofMinutes(1)).until(() -> store.exists(StorageKeys.attempt("other")));

        CompletableFuture<String> again = CompletableFuture.supplyAsync(() -> run(guard, "s1", new CountDownLatch(0)));

        assertThat(other).isNotDone();
        first.countDown();
        assertThat(again.get(60, TimeUnit.SECONDS)).isEqualTo("s1 alone");
    }

    /** Waits in the work, and returns whether the mark of another scan was there. */
    private String run(AttemptGuard guard, String id, CountDownLatch latch) {
        try {
            return guard.guard(Scan.of(id, null, null, null, new byte[1], "thorax.scans-0@1"), () -> {
                try {
                    latch.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return id + (store.exists(StorageKeys.attempt("other")) ? " beside another" : " alone");
            });
        } catch (UnacceptableScanException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves what a process that is killed at the scan leaves. */
    private void endAt(Scan scan, String process) {
        assertThatThrownBy(() -> guard(process).guard(scan, () -> {
                    throw new LinkageError("killed");
                }))
                .isInstanceOf(LinkageError.class);
    }

    private AttemptGuard guard(String process) {
        return new AttemptGuard(new AttemptMarks(store), process);
    }

    private static Scan scan(long offset) {
        return Scan.of("s1", null, null, null, new byte[1], "thorax.scans-0@" + offset);
    }
}
