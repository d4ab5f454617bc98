package dev.thorax.worker.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.LocalFaultException;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.Fitting;
import dev.thorax.worker.fitting.FittingListener;
import dev.thorax.worker.fitting.Snapshot;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResumingTest {
    private static final String YAML =
            """
            name: resuming
            input: {height: 12, width: 12, interpolation: AREA}
            channels: 1
            layers:
              - conv: {filters: 4, kernel: 3, activation: relu}
              - batchNorm: {}
              - maxPool: {size: 2}
              - flatten: {}
              - dropout: {rate: 0.5}
              - dense: {units: 8, activation: relu}
            learningRate: 0.01
            batch: 8
            epochs: 6
            classWeights: BALANCED
            checkpoint: LOWEST_LOSS
            plateau: {factor: 0.1, patience: 1, minChange: 0.5, floor: 0.0001}
            augmentation: {shear: 0.2, zoom: 0.2, horizontalFlip: true}
            """;
    private static final float[] EVEN = {1, 1};

    @TempDir
    private static Path folder;

    private static Recipe recipe;

    @BeforeAll
    static void readRecipe() throws IOException {
        Files.writeString(folder.resolve("resuming.yaml"), YAML);
        recipe = Recipes.load(Optional.of(folder)).get("resuming").recipe();
    }

    @Test
    void shouldEndWithTheSameWeightsHoweverOftenItWasCutShort() throws Exception {
        List<EpochReport> whole = new ArrayList<>();
        Weights expected = fit(whole::add, SnapshotStore.NONE);
        InMemory snapshots = new InMemory();

        for (int last : new int[] {1, 2, 4}) {
            assertThatThrownBy(() -> fit(new Until(last), snapshots)).isInstanceOf(CutShort.class);
        }
        Until rest = new Until(6);
        Weights weights = fit(rest, snapshots);

        assertThat(rest.reports)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("imagesPerSecond", "waiting")
                .isEqualTo(whole);
        assertThat(bytes(weights)).isEqualTo(bytes(expected));
    }

    @Test
    void shouldPassOverTheCheckpointOfAnotherTrainingOrForm() throws IOException {
        byte[] bytes = written("this", snapshot());

        assertThat(read(bytes, "this")).isPresent();
        assertThat(read(bytes, "that")).isEmpty();
        bytes[3]++;
        assertThat(read(bytes, "this")).isEmpty();
    }

    @Test
    void shouldTakeNoMemoryForALengthThatTheCheckpointDoesNotHave() throws IOException {
        byte[] bytes = written("this", snapshot());
        int lengthOfHistory = 2 + "thorax checkpoint 1".length() + 2 + "this".length();
        ByteBuffer.wrap(bytes).putInt(lengthOfHistory, Integer.MAX_VALUE - 8);

        assertThatThrownBy(() -> read(bytes, "this")).isInstanceOf(EOFException.class);
    }

    @Test
    void shouldSayThatThereIsNoRoomForTheCheckpoint() throws IOException {
        Files.createSymbolicLink(folder.resolve("checkpoint.bin"), Path.of("/dev/full"));
        SnapshotStore snapshots = new StoredSnapshots(
                null, folder, "t-1", "this", new CheckpointInterval(Duration.ZERO, Clock.systemUTC()));

        assertThatThrownBy(() -> snapshots.keep(ResumingTest::snapshot))
                .isInstanceOf(LocalFaultException.class)
                .hasMessage("The checkpoint could not be written into the folder " + folder
                        + " (No space left on device); make room there, or set thorax.training.worker.folder to a"
                        + " folder with more.");
    }

    private static Weights fit(FittingListener listener, SnapshotStore snapshots) throws InterruptedException {
        Random random = new Random(5);
        List<LabelledScan> scans = IntStream.range(0, 40)
                .mapToObj(i -> new LabelledScan("scan-" + i, "patient-" + i, i % 2, "0".repeat(64)))
                .toList();
        List<byte[]> pixels = IntStream.range(0, 40)
                .mapToObj(i -> {
                    byte[] image = new byte[144];
                    random.nextBytes(image);
                    return image;
                })
                .toList();
        Dataset dataset = new Dataset("forty", List.of("A", "B"), recipe.input(), scans, ScanPixels.of(pixels));
        Split split = new Split(
                IntStream.range(0, 24).toArray(),
                IntStream.range(24, 32).toArray(),
                IntStream.range(32, 40).toArray());
        try (EngineNetwork network =
                new Dl4jEngine().create(recipe.architecture(), 2, new TrainingSettings(0.01, 1, EVEN))) {
            new Fitting(recipe, dataset, split, 1).run(network, listener, snapshots);
            return network.weights();
        }
    }

    private static Snapshot snapshot() {
        Weights weights = Weights.random(recipe.architecture(), 2, 1);
        return new Snapshot(List.of(new EpochReport(1, 0.7, 0.6, 0.5, 100, 0)), weights, null, new byte[] {1});
    }

    private static byte[] bytes(Weights weights) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WeightsFormat.write(new DataOutputStream(bytes), weights);
        return bytes.toByteArray();
    }

    private static byte[] written(String fingerprint, Snapshot snapshot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotFormat.write(new DataOutputStream(bytes), fingerprint, snapshot);
        return bytes.toByteArray();
    }

    private static Optional<Snapshot> read(byte[] bytes, String fingerprint) throws IOException {
        return SnapshotFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)), fingerprint);
    }

    private static final class CutShort extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Ends the fitting while the epoch after {@code last} is under way. */
    private static final class Until implements FittingListener {
        private final int last;
        private final List<EpochReport> reports = new ArrayList<>();

        Until(int last) {
            this.last = last;
        }

        @Override
        public void resumed(List<EpochReport> done) {
            reports.addAll(done);
        }

        @Override
        public void fitted(int epoch, int done, int images) {
            if (epoch > last && done > 0) {
                throw new CutShort();
            }
        }

        @Override
        public void epoch(EpochReport report) {
            reports.add(report);
        }
    }

    /** Keeps the bytes that would lie in the object store. */
    private static final class InMemory implements SnapshotStore {
        private byte[] bytes;

        @Override
        public Optional<Snapshot> latest() {
            try {
                return bytes == null ? Optional.empty() : read(bytes, "this");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void keep(Supplier<Snapshot> snapshot) {
            try {
                bytes = written("this", snapshot.get());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
