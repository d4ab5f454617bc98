package dev.thorax.worker.classifier;

import java.util.Arrays;

import de.bwaldvogel.liblinear.Model;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.common.liblinear.LibLinearModel;

/**
 * One score a class, linear in the features, and softmax over the scores: exactly the dense layer that ends every network.
 *
 * @param kernel float[F * C], of each feature the weights for all classes
 * @param bias float[C]
 */
record LinearClassifier(float[] kernel, float[] bias) implements Classifier {

    /** Converts liblinear's model of scaled features to one of unscaled features. */
    static LinearClassifier of(LibLinearModel<Label> fitted, FeatureScaler scaler) {
        Model model = fitted.getInnerModels().get(0);
        ImmutableOutputInfo<Label> names = fitted.getOutputIDInfo();
        int classes = names.size();
        int features = model.getNrFeature();
        double[] weights = model.getFeatureWeights();
        double[] kernel = new double[features * classes];
        double[] bias = new double[classes];
        for (int i = 0; i < classes; i++) {
            int label = Integer.parseInt(names.getOutput(model.getLabels()[i]).getLabel());
            bias[label] = weight(weights, model, features, i);
            for (int f = 0; f < features; f++) {
                double weight = weight(weights, model, f, i) / scaler.deviation()[f];
                kernel[f * classes + label] = weight;
                bias[label] -= weight * scaler.mean()[f];
            }
        }
        return new LinearClassifier(floats(kernel), floats(bias));
    }

    /**
     * Converts weights of scaled features to those of unscaled features.
     *
     * @param weights of each feature for all classes, then the bias: double[(F + 1) * C]
     */
    static LinearClassifier of(double[] weights, int features, FeatureScaler scaler) {
        int classes = weights.length / (features + 1);
        double[] kernel = new double[features * classes];
        double[] bias = Arrays.copyOfRange(weights, features * classes, weights.length);
        for (int f = 0; f < features; f++) {
            for (int c = 0; c < classes; c++) {
                double weight = weights[f * classes + c] / scaler.deviation()[f];
                kernel[f * classes + c] = weight;
                bias[c] -= weight * scaler.mean()[f];
            }
        }
        return new LinearClassifier(floats(kernel), floats(bias));
    }

    /** For two classes liblinear returns only the first class's score s. Scores of s/2 and -s/2 give the same probabilities. */
    private static double weight(double[] weights, Model model, int feature, int label) {
        int classes = model.getNrClass();
        return classes == 2 ? (label == 0 ? 0.5 : -0.5) * weights[feature] : weights[feature * classes + label];
    }

    @Override
    public float[] probabilities(float[] features) {
        double[] scores = new double[bias.length];
        Arrays.setAll(scores, c -> score(features, c));
        return floats(softmax(scores));
    }

    /** double[C], sums to 1. */
    static double[] softmax(double[] scores) {
        double[] powers = new double[scores.length];
        double top = Arrays.stream(scores).max().orElseThrow();
        Arrays.setAll(powers, c -> Math.exp(scores[c] - top));
        double sum = Arrays.stream(powers).sum();
        Arrays.setAll(powers, c -> powers[c] / sum);
        return powers;
    }

    /** Returns the score of a class before softmax. */
    double score(float[] features, int label) {
        double score = bias[label];
        for (int f = 0; f < features.length; f++) {
            score += (double) features[f] * kernel[f * bias.length + label];
        }
        return score;
    }

    /** Rounds each value to the nearest float. */
    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
