package dev.thorax.worker.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;

class PreparedTrainingTest {
    @Test
    void shouldSplitOnceOrIntoFoldsThatTestEveryScanOnce() {
        assertThat(prepared("t-1", "cnn4", 1L, null, "00").splits()).hasSize(1);

        PreparedTraining folds = prepared("t-1", "cnn4", 1L, 4, "00");

        assertThat(folds.splits()).hasSize(4);
        assertThat(folds.splits().stream().flatMapToInt(split -> IntStream.of(split.test())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 40).boxed().toList());
    }

    @Test
    void shouldHaveTheSameFingerprintIfTheFittingProceedsAlike() {
        String fingerprint = prepared("t-1", "cnn4", 1L, null, "00").fingerprint();

        assertThat(prepared("t-2", "cnn4", null, null, "00").fingerprint()).isEqualTo(fingerprint);
        assertThat(List.of(
                        prepared("t-1", "convnet50", 1L, null, "00").fingerprint(),
                        prepared("t-1", "cnn4", 2L, null, "00").fingerprint(),
                        prepared("t-1", "cnn4", 1L, 4, "00").fingerprint(),
                        prepared("t-1", "cnn4", 1L, null, "01").fingerprint()))
                .doesNotHaveDuplicates()
                .doesNotContain(fingerprint);
    }

    @Test
    void shouldNameTheEngineThatTrains() {
        Dl4jEngine engine = new Dl4jEngine();

        assertThat(prepared("t-1", "cnn4", 1L, null, "00").trainedBy())
                .isEqualTo(engine.name() + " " + engine.version());
    }

    private static PreparedTraining prepared(String id, String recipe, Long seed, Integer folds, String sha256) {
        TrainingRequested request = new TrainingRequested(
                id, "lungs", recipe, null, null, seed, Instant.EPOCH, null, null, folds, null, null);
        Dataset dataset = new Dataset(
                "lungs",
                List.of("NORMAL", "VIRUS"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                IntStream.range(0, 40)
                        .mapToObj(i -> new LabelledScan("scan-" + i, "patient-" + i, i % 2, sha256))
                        .toList(),
                ScanPixels.of(IntStream.range(0, 40).mapToObj(i -> new byte[1]).toList()));
        return PreparedTraining.of(request, Recipes.load(Optional.empty()).get(recipe), new Dl4jEngine(), dataset);
    }
}
