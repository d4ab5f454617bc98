package dev.thorax.training.run;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class EndedJobsSweepTest {
    private static final List<String> SCRATCH =
            List.of("attempts.json", "checkpoint.bin", "lease-1.json", "result.json", "worker-12.json");

    private final TestClock clock = new TestClock();
    private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    private final EndedJobsSweep sweep = new EndedJobsSweep(store, new OpenOrders(store), true, clock);

    @Test
    void shouldDeleteWhatWorkersKeepOfTrainingsThatEndedLongAgo() {
        folder("ended");
        folder("open");
        put(JobKeys.ofTraining("open").order());
        put("scans/s/original");
        put(StorageKeys.healthProbe("killed"));
        clock.advance(Duration.ofDays(31));
        folder("fresh");

        sweep.sweep();

        assertThat(store.list("trainings/ended/"))
                .containsExactly("trainings/ended/cancelled.json", "trainings/ended/progress.json");
        assertThat(store.list("trainings/open/")).hasSize(SCRATCH.size() + 2);
        assertThat(store.list("trainings/fresh/")).hasSize(SCRATCH.size() + 2);
        assertThat(store.list("scans/")).hasSize(1);
        assertThat(store.list(StorageKeys.healthProbes())).isEmpty();
    }

    @Test
    void shouldLeaveTheRestToTheNextSweepIfTheStoreIsAway() {
        folder("ended");
        clock.advance(Duration.ofDays(31));
        store.failNext(2);

        sweep.sweep();
        assertThat(store.list("trainings/ended/")).hasSize(SCRATCH.size() + 2);

        sweep.sweep();
        assertThat(store.list("trainings/ended/")).hasSize(2);
    }

    private void folder(String trainingId) {
        SCRATCH.forEach(file -> put(StorageKeys.training(trainingId, file)));
        put(StorageKeys.progress(trainingId));
        put(StorageKeys.cancellation(trainingId));
    }

    private void put(String key) {
        store.put(key, new byte[1], "application/octet-stream");
    }
}
