package dev.thorax.worker.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.audit.SourceRecognition;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.gate.FoldGate;

/**
 * Keeps the results of the folds of a cross-validation in the object store. Each is trained as a training of its own, by whichever replica takes it; the
 * network of the first one is what the version serves, as its test patients are held out like those of a single split.
 */
public final class FoldStore {
    private static final String FOLD = "fold-";
    private static final String MODEL = FOLD + "1.model.onnx";
    private static final String GRADCAM = FOLD + "1.gradcam.onnx";
    private static final String ONNX = "application/octet-stream";

    private final ObjectStore store;

    /** Keeps results in {@code store}. */
    public FoldStore(ObjectStore store) {
        this.store = store;
    }

    /**
     * A stored fold. Patients are taken from the data set again.
     *
     * @param digest the data set's
     * @param snapshot digest of what the cross-validation froze, or null in folds from before data sets were frozen
     * @param build digest of the code that trained the fold, or null as {@code snapshot}
     * @param scanIds the test scans
     * @param probabilities float[scans][C] of the network before its temperature
     * @param sources as in {@link FoldResult}; null in folds from before it was measured
     * @param gate the network's gate, and why each test scan has no class
     * @param conformal the network's class sets, or null if the recipe asks for none
     */
    private record Stored(
            String digest,
            @Nullable String snapshot,
            @Nullable String build,
            List<String> scanIds,
            float[][] probabilities,
            double temperature,
            List<EpochReport> history,
            @Nullable SourceRecognition sources,
            FoldGate gate,
            @Nullable ConformalSets conformal) {}

    /** Returns whether the result of fold {@code request} is stored. */
    boolean has(TrainingRequested request) {
        return store.exists(key(request, request.fold()));
    }

    /** Stores the result of a fold. The result itself is written last. */
    void keep(PreparedTraining training, FoldResult trained) {
        TrainingRequested request = training.request();
        Dataset dataset = training.dataset();
        Split split = training.splits().get(request.fold() - 1);
        if (request.fold() == 1 && trained.files() != null) {
            store.put(
                    StorageKeys.training(request.whole(), MODEL),
                    trained.files().model(),
                    ONNX);
            store.put(
                    StorageKeys.training(request.whole(), GRADCAM),
                    trained.files().gradcam(),
                    ONNX);
        }
        Stored result = new Stored(
                dataset.digest(),
                training.snapshot(),
                training.build(),
                split.scanIds(dataset).get("test"),
                trained.fold().predictions().probabilities(),
                trained.fold().temperature().value(),
                trained.history(),
                trained.sources(),
                trained.gate(),
                trained.conformal());
        store.put(key(request, request.fold()), Json.write(result), "application/json");
    }

    /**
     * Returns the results of all folds in order. Only the first has files.
     *
     * @throws TrainingException with a sentence, if a fold was trained on another data set, by another recipe or by another
     *     build
     */
    List<FoldResult> read(PreparedTraining training) {
        TrainingRequested whole = training.request();
        Dataset dataset = training.dataset();
        List<FoldResult> folds = new ArrayList<>();
        for (int fold = 1; fold <= whole.folds(); fold++) {
            Stored stored = Json.read(store.get(key(whole, fold)), Stored.class);
            Split split = training.splits().get(fold - 1);
            check(training, fold, stored, split.scanIds(dataset).get("test"));
            Predictions predictions = new Predictions(
                    dataset.classes(),
                    dataset.labels(split.test()),
                    stored.probabilities(),
                    Arrays.stream(split.test())
                            .mapToObj(i -> dataset.scans().get(i).patient())
                            .toList());
            Fold scored = new Fold(predictions, new Temperature(stored.temperature()));
            folds.add(new FoldResult(
                    scored,
                    stored.history(),
                    null,
                    stored.sources(),
                    fold == 1 ? files(whole) : null,
                    stored.gate(),
                    stored.conformal()));
        }
        return folds;
    }

    private static void check(PreparedTraining training, int fold, Stored stored, List<String> test) {
        boolean belongs = Objects.equals(stored.snapshot(), training.snapshot())
                && Objects.equals(stored.build(), training.build())
                && stored.digest().equals(training.dataset().digest())
                && stored.scanIds().equals(test);
        if (!belongs) {
            throw new TrainingException("Fold " + fold + " of training "
                    + training.request().trainingId()
                    + " was trained on another data set, by another recipe or by another"
                    + " build than the whole, so its folds do not belong together; ask for it again under another id.");
        }
    }

    private ModelFiles files(TrainingRequested whole) {
        String model = StorageKeys.training(whole.trainingId(), MODEL);
        return store.exists(model)
                ? new ModelFiles(store.get(model), store.get(StorageKeys.training(whole.trainingId(), GRADCAM)))
                : null;
    }

    private static String key(TrainingRequested request, int fold) {
        return StorageKeys.fold(request.whole(), fold);
    }
}
