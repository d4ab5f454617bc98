package dev.thorax.worker.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;

import dev.thorax.evaluation.Predictions;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Predictor;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.fitting.FittingListener;
import dev.thorax.worker.fitting.ScoredScans;
import dev.thorax.worker.recipe.ClassifierSettings;

/** A network whose weights are fixed, and a classical classifier in the place of its output layer. */
public final class FeatureClassifier implements Predictor {
    private final Weights fixed;
    private final FeatureExtractor extractor;
    private final Classifier classifier;
    private final Optional<ScoredScans> crossFitted;
    private final Optional<Predictions> sources;

    private FeatureClassifier(
            Weights fixed,
            FeatureExtractor extractor,
            Classifier classifier,
            Optional<ScoredScans> crossFitted,
            Optional<Predictions> sources) {
        this.fixed = fixed;
        this.extractor = extractor;
        this.classifier = classifier;
        this.crossFitted = crossFitted;
        this.sources = sources;
    }

    /**
     * Fits the classifier to the features of some scans.
     *
     * @param fixed weights of all layers of {@code architecture}; those of an output layer are not used
     * @param training indices of the scans to learn from; every class must be among them
     * @param classWeights float[C], how much a scan of each class counts; nearest neighbours count alike
     * @param scanWeights float[training.length], how much each scan counts beside its class; see {@link LabelledFeatures}
     * @param seed decides what is drawn by chance
     * @param listener receives the progress of the features and of the classifiers
     * @throws TrainingException with a sentence, if a layer has weights that are not among {@code fixed}
     * @throws InterruptedException if the thread was interrupted
     */
    public static FeatureClassifier fit(
            Architecture architecture,
            Weights fixed,
            ClassifierSettings settings,
            Dataset dataset,
            int[] training,
            float[] classWeights,
            float[] scanWeights,
            long seed,
            FittingListener listener)
            throws InterruptedException {
        requireFixed(architecture, fixed);
        FeatureExtractor extractor = new FeatureExtractor(architecture, fixed);
        try {
            float[][] features = extractor.extract(dataset, training, listener);
            LabelledFeatures examples = new LabelledFeatures(
                    features, dataset.labels(training), classWeights, scanWeights, sources(dataset, training));
            DoubleConsumer progress = done -> listener.classifiersFitted(done, 1 + 2 * CrossFitting.FOLDS);
            progress.accept(0);
            Classifier classifier = ClassifierTrainer.fit(settings, examples, seed, progress);
            Optional<ScoredScans> crossFitted = new CrossFitting(settings, examples, dataset, training, seed)
                    .predictions(done -> progress.accept(1 + done));
            Optional<Predictions> sources = SourceFitting.predictions(
                    features, dataset, training, seed, done -> progress.accept(1 + CrossFitting.FOLDS + done));
            progress.accept(1 + 2 * CrossFitting.FOLDS);
            return new FeatureClassifier(fixed, extractor, classifier, crossFitted, sources);
        } catch (InterruptedException | RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    /** Returns the index of each scan's source. The scans without one are of one source. */
    private static int[] sources(Dataset dataset, int[] training) {
        Map<String, Integer> indices = new HashMap<>();
        return Arrays.stream(training)
                .mapToObj(i -> dataset.scans().get(i).source())
                .mapToInt(source -> indices.computeIfAbsent(Objects.toString(source), name -> indices.size()))
                .toArray();
    }

    private static void requireFixed(Architecture architecture, Weights fixed) {
        Set<String> missing = new LinkedHashSet<>(architecture.weights(1).keySet());
        missing.remove(Node.OUTPUT);
        missing.removeAll(fixed.byName().keySet());
        if (!missing.isEmpty()) {
            throw new TrainingException("Nothing would train the weights of " + String.join(", ", missing)
                    + ", because a classifier learns from what leaves them; leave such layers out of the recipe.");
        }
    }

    @Override
    public float[][] predict(Batch batch) {
        float[][] features = extractor.extract(batch);
        float[][] probabilities = new float[features.length][];
        for (int i = 0; i < features.length; i++) {
            probabilities[i] = classifier.probabilities(features[i]);
        }
        return probabilities;
    }

    /**
     * What classifiers fitted to other patients' training scans say about each training scan; empty where a class has too few patients.
     */
    public Optional<ScoredScans> crossFitted() {
        return crossFitted;
    }

    /**
     * Returns the source (hospital or site) that classifiers name for each training scan, fitted to the same features of other patients'
     * training scans; empty if there are no two sources to tell apart.
     */
    public Optional<Predictions> sources() {
        return sources;
    }

    /** The weights of the same network with the classifier as its output layer; empty where it is not linear. */
    public Optional<Weights> weights() {
        if (!(classifier instanceof LinearClassifier linear)) {
            return Optional.empty();
        }
        List<LayerWeights> layers = new ArrayList<>(fixed.layers());
        layers.removeIf(layer -> layer.layer().equals(Node.OUTPUT));
        layers.add(new LayerWeights(
                Node.OUTPUT, Map.of(WeightRole.KERNEL, linear.kernel(), WeightRole.BIAS, linear.bias())));
        return Optional.of(new Weights(layers));
    }

    @Override
    public void close() {
        extractor.close();
    }
}
