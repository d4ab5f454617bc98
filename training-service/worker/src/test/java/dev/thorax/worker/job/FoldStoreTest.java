package dev.thorax.worker.job;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.Interval;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.audit.SourceRecognition;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.gate.FoldGate;
import dev.thorax.worker.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FoldStoreTest {
    private static final TrainingRequested WHOLE =
            new TrainingRequested("t-1", "lungs", "cnn4", null, null, 1L, Instant.EPOCH, null, null, 2, null, null);
    private static final SourceRecognition SOURCES =
            new SourceRecognition(List.of("nih", "valencia"), 90, 0.9, new Interval(0.8, 0.95, 0.95), 0.5);
    private static final List<EpochReport> HISTORY = List.of(new EpochReport(1, 0.7, 0.6, 0.5, 100, 0));
    private static final ConformalSets SETS = new ConformalSets(0.9, Map.of("A", 0.25), Map.of("A", 12), null);
    private static final FoldGate GATE = new FoldGate(
            Gate.of(new Gate.Limits(30, 0.2, 0.4, 0.05, 80)),
            Arrays.asList(null, UndeterminedReason.UNLIKE_TRAINING_SCANS));
    private static final ModelFiles FILES = new ModelFiles(new byte[] {1}, new byte[] {2});

    private final FoldStore folds = new FoldStore(new InMemoryObjectStore(Clock.systemUTC()));

    @Test
    void shouldReadTheFoldsAsTheyWereKept() {
        FoldResult first = keep(dataset(20), 1, FILES);
        FoldResult second = keep(dataset(20), 2, FILES);

        List<FoldResult> read = folds.read(prepared(WHOLE, dataset(20)));

        assertThat(read).hasSize(2);
        assertThat(read).allSatisfy(fold -> assertThat(fold.history()).isEqualTo(HISTORY));
        assertThat(read).allSatisfy(fold -> assertThat(fold.sources()).isEqualTo(SOURCES));
        assertThat(read).allSatisfy(fold -> assertThat(fold.conformal()).isEqualTo(SETS));
        assertSame(read.get(0).fold(), first.fold());
        assertSame(read.get(1).fold(), second.fold());
        assertThat(read.get(0).files().model()).containsExactly(1);
        assertThat(read.get(0).files().gradcam()).containsExactly(2);
        assertThat(read.get(1).files()).isNull();
    }

    @Test
    void shouldReadFoldsOfAClassifierThatHasNoModelFile() {
        keep(dataset(20), 1, null);
        keep(dataset(20), 2, null);

        assertThat(folds.read(prepared(WHOLE, dataset(20))).get(0).files()).isNull();
    }

    @Test
    void shouldKnowWhichFoldsAreKept() {
        keep(dataset(20), 2, FILES);

        assertThat(folds.has(WHOLE.ofFold(1))).isFalse();
        assertThat(folds.has(WHOLE.ofFold(2))).isTrue();
    }

    @Test
    void shouldRefuseFoldsIfTheDatasetChangedBetweenThem() {
        keep(dataset(20), 1, FILES);
        keep(dataset(24), 2, FILES);

        assertThatThrownBy(() -> folds.read(prepared(WHOLE, dataset(20))))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("Fold 2 of training t-1 was trained on another data set");
    }

    @Test
    void shouldRefuseAFoldOfAnotherSnapshotOrBuild() {
        keep(dataset(20), 1, FILES);
        keep(dataset(20), 2, FILES);
        PreparedTraining training = prepared(WHOLE, dataset(20));

        assertThatThrownBy(() -> folds.read(frozen(training, "another", "build")))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("Fold 1 of training t-1 was trained on another data set, by another recipe");
        assertThatThrownBy(() -> folds.read(frozen(training, "snapshot", "another")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("by another build");
    }

    private FoldResult keep(Dataset dataset, int number, ModelFiles files) {
        PreparedTraining training = prepared(WHOLE.ofFold(number), dataset);
        int[] test = training.splits().get(number - 1).test();
        float[][] probabilities = new float[test.length][];
        for (int i = 0; i < test.length; i++) {
            float first = test[i] / 100f;
            probabilities[i] = new float[] {first, 1 - first};
        }
        Predictions predictions = new Predictions(
                dataset.classes(),
                dataset.labels(test),
                probabilities,
                IntStream.of(test).mapToObj(i -> "patient-" + i).toList());
        FoldResult result = new FoldResult(
                new Fold(predictions, new Temperature(1 + number)), HISTORY, null, SOURCES, files, GATE, SETS);
        folds.keep(training, result);
        return result;
    }

    private static void assertSame(Fold read, Fold kept) {
        assertThat(read.temperature()).isEqualTo(kept.temperature());
        assertThat(read.predictions().truth()).isEqualTo(kept.predictions().truth());
        assertThat(read.predictions().probabilities())
                .isDeepEqualTo(kept.predictions().probabilities());
        assertThat(read.predictions().patients()).isEqualTo(kept.predictions().patients());
    }

    private static PreparedTraining prepared(TrainingRequested request, Dataset dataset) {
        return frozen(
                PreparedTraining.of(request, Recipes.load(Optional.empty()).get("cnn4"), new Dl4jEngine(), dataset),
                "snapshot",
                "build");
    }

    private static PreparedTraining frozen(PreparedTraining training, String snapshot, String build) {
        return new PreparedTraining(
                training.request(),
                training.source(),
                training.engine(),
                training.dataset(),
                training.splits(),
                snapshot,
                build,
                null,
                null);
    }

    private static Dataset dataset(int scans) {
        return new Dataset(
                "lungs",
                List.of("NORMAL", "VIRUS"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                IntStream.range(0, scans)
                        .mapToObj(i -> new LabelledScan("scan-" + i, "patient-" + i, i % 2, "00"))
                        .toList(),
                ScanPixels.of(
                        IntStream.range(0, scans).mapToObj(i -> new byte[1]).toList()));
    }
}
