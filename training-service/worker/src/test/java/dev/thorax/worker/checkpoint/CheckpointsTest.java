package dev.thorax.worker.checkpoint;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.weights.Weights;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.Snapshot;
import dev.thorax.worker.fitting.SnapshotStore;

import static org.assertj.core.api.Assertions.assertThat;

class CheckpointsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);

    @Test
    void shouldKeepTheCheckpointOfATrainingForTheSameTrainingOnly() {
        Checkpoints checkpoints = Checkpoints.in(store, folder, Duration.ZERO, CLOCK);

        checkpoints.of("t-1", "print").keep(() -> snapshot(3));

        assertThat(checkpoints.of("t-1", "print").latest()).hasValueSatisfying(latest -> {
            assertThat(latest.history()).isEqualTo(snapshot(3).history());
            assertThat(latest.optimiser()).containsExactly(3);
        });
        assertThat(checkpoints.of("t-1", "other").latest()).isEmpty();
        assertThat(checkpoints.of("t-2", "print").latest()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldKeepNoOtherCheckpointBeforeThePauseIsOver() {
        SnapshotStore snapshots =
                Checkpoints.in(store, folder, Duration.ofMinutes(1), CLOCK).of("t-1", "print");

        snapshots.keep(() -> snapshot(1));
        snapshots.keep(() -> snapshot(2));

        assertThat(snapshots.latest())
                .hasValueSatisfying(latest -> assertThat(latest.optimiser()).containsExactly(1));
    }

    @Test
    void shouldBeginAnewIfTheStoredCheckpointIsTorn() {
        Checkpoints checkpoints = Checkpoints.in(store, folder, Duration.ZERO, CLOCK);
        checkpoints.of("t-1", "print").keep(() -> snapshot(1));
        byte[] whole = store.get(StorageKeys.checkpoint("t-1"));
        store.put(StorageKeys.checkpoint("t-1"), Arrays.copyOf(whole, whole.length - 1), "application/octet-stream");

        assertThat(checkpoints.of("t-1", "print").latest()).isEmpty();
    }

    @Test
    void shouldAskForNoSnapshotIfNoneIsKept() {
        SnapshotStore none = Checkpoints.NONE.of("t-1", "print");

        none.keep(() -> {
            throw new AssertionError("A snapshot is made that nobody keeps.");
        });

        assertThat(none.latest()).isEmpty();
    }

    private static Snapshot snapshot(int epoch) {
        Architecture architecture = new Architecture(
                new NetworkInput(2, 2, 1), List.of(new Conv(1, 1, Activation.IDENTITY), new Flatten()));
        return new Snapshot(
                List.of(new EpochReport(epoch, 0.7, 0.6, 0.5, 100, 0)),
                Weights.random(architecture, 2, 1),
                null,
                new byte[] {(byte) epoch});
    }
}
