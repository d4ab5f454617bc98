package dev.thorax.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.thorax.events.EventJson;
import dev.thorax.events.TrainingRequested;
import dev.thorax.storage.Keys;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.Split;
import dev.thorax.training.evaluation.Fold;
import dev.thorax.training.evaluation.Predictions;
import dev.thorax.training.evaluation.Temperature;
import dev.thorax.training.fitting.EpochReport;
import dev.thorax.training.problem.CannotTrain;
import dev.thorax.training.store.PatientStore;

/**
 * The folds of a cross-validation in the object store. Each is trained as a training of its own, by whichever replica takes it; the
 * network of the first one is what the version serves, as its test patients are held out like those of a single split.
 */
public final class CrossValidation {
    private static final String FOLD = "fold-";
    private static final String MODEL = FOLD + "1.model.onnx";
    private static final String GRADCAM = FOLD + "1.gradcam.onnx";
    private static final String ONNX = "application/octet-stream";

    private final PatientStore store;

    /** Keeps results in {@code store}. */
    public CrossValidation(PatientStore store) {
        this.store = store;
    }

    /**
     * A fold as it is stored; patients are told from the data set again.
     *
     * @param digest the data set's
     * @param scanIds the test scans
     * @param probabilities float[scans][C] of the network before its temperature
     */
    private record Stored(
            String digest,
            List<String> scanIds,
            float[][] probabilities,
            double temperature,
            List<EpochReport> history) {}

    /** Whether somebody has finished fold {@code request}. */
    boolean has(TrainingRequested request) {
        return store.exists(key(request, request.fold()));
    }

    /** The requests for the folds of {@code whole} that nobody has finished yet. */
    public List<TrainingRequested> missing(TrainingRequested whole) {
        return IntStream.rangeClosed(1, whole.folds())
                .filter(fold -> !store.exists(key(whole, fold)))
                .mapToObj(whole::ofFold)
                .toList();
    }

    /** Keeps what training fold {@code request} gave; nothing is whole before the result itself. */
    void keep(TrainingRequested request, Dataset dataset, Split split, Trained trained) {
        if (request.fold() == 1 && trained.files() != null) {
            store.put(Keys.training(request.whole(), MODEL), trained.files().model(), ONNX);
            store.put(Keys.training(request.whole(), GRADCAM), trained.files().gradcam(), ONNX);
        }
        Stored result = new Stored(
                dataset.digest(),
                split.scanIds(dataset).get("test"),
                trained.fold().predictions().probabilities(),
                trained.fold().temperature().value(),
                trained.history());
        store.put(key(request, request.fold()), EventJson.write(result), "application/json");
    }

    /** Forgets what the folds of {@code whole} gave; it must have ended. */
    public void delete(TrainingRequested whole) {
        store.list(Keys.training(whole.whole(), FOLD)).forEach(store::delete);
    }

    /**
     * All folds of {@code whole}, in order; only the first has files.
     *
     * @throws CannotTrain with a sentence, if the data set changed between the folds
     */
    List<Trained> read(TrainingRequested whole, Dataset dataset, List<Split> splits) {
        List<Trained> folds = new ArrayList<>();
        for (int fold = 1; fold <= whole.folds(); fold++) {
            Stored stored = EventJson.read(store.get(key(whole, fold)), Stored.class);
            Split split = splits.get(fold - 1);
            if (!stored.digest().equals(dataset.digest())
                    || !stored.scanIds().equals(split.scanIds(dataset).get("test"))) {
                throw new CannotTrain("Data set " + dataset.name()
                        + " changed while its folds were trained, so they do not belong together; ask for it again"
                        + " under another id while no scans come.");
            }
            Predictions predictions = new Predictions(
                    dataset.classes(),
                    dataset.labels(split.test()),
                    stored.probabilities(),
                    Arrays.stream(split.test())
                            .mapToObj(i -> dataset.scans().get(i).patient())
                            .toList());
            Fold scored = new Fold(predictions, new Temperature(stored.temperature()));
            folds.add(new Trained(scored, stored.history(), fold == 1 ? files(whole) : null));
        }
        return folds;
    }

    private ModelFiles files(TrainingRequested whole) {
        String model = Keys.training(whole.trainingId(), MODEL);
        return store.exists(model)
                ? new ModelFiles(store.get(model), store.get(Keys.training(whole.trainingId(), GRADCAM)))
                : null;
    }

    private static String key(TrainingRequested request, int fold) {
        return Keys.training(request.whole(), FOLD + fold + ".json");
    }
}
