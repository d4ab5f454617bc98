package dev.thorax.worker.fitting;

import dev.thorax.evaluation.ConfusionMatrix;
import dev.thorax.evaluation.Predictions;
import dev.thorax.network.engine.Predictor;
import dev.thorax.worker.augment.BatchMaker;
import dev.thorax.worker.augment.Batches;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.recipe.Recipe;

/** Fits a network to tell the classes of a data set apart. */
record ClassificationTask(Recipe recipe, Dataset dataset, Split split) implements FittingTask {
    private static final double SMALLEST_PROBABILITY = 1e-7;

    @Override
    public Batches batches() {
        return new BatchMaker(dataset, recipe.batch(), recipe.augmentation()).weighing(weights());
    }

    /** Returns how much each scan of the data set counts beside its class; 0 if it is not trained on. */
    private float[] weights() {
        float[] weights = new float[dataset.scans().size()];
        float[] training = recipe.classWeights().ofScans(dataset, split.training());
        for (int i = 0; i < training.length; i++) {
            weights[split.training()[i]] = training[i];
        }
        return weights;
    }

    @Override
    public int[] training() {
        return split.training();
    }

    @Override
    public Validation validate(Predictor network) {
        Predictions validation = new Scorer(dataset).predict(network, split.validation());
        return new Validation(
                crossEntropy(validation), ConfusionMatrix.count(validation).accuracy());
    }

    /** Returns the mean over the scans in nats. As in Keras, class weights count in training only, not in the validation loss. */
    static double crossEntropy(Predictions predictions) {
        double sum = 0;
        int[] truth = predictions.truth();
        for (int i = 0; i < truth.length; i++) {
            sum -= Math.log(Math.max(predictions.probabilities()[i][truth[i]], SMALLEST_PROBABILITY));
        }
        return sum / truth.length;
    }
}
