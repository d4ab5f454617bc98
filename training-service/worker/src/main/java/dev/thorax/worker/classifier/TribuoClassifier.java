package dev.thorax.worker.classifier;

import java.util.Map;

import org.tribuo.Model;
import org.tribuo.classification.Label;

/** A classifier that only Tribuo can ask: the share of trees, or of neighbours, that are for each class. */
record TribuoClassifier(Model<Label> model, FeatureScaler standardisation) implements Classifier {
    @Override
    public float[] probabilities(float[] features) {
        Map<String, Label> scores =
                model.predict(TribuoExamples.unknown(features, standardisation)).getOutputScores();
        float[] probabilities = new float[scores.size()];
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] = (float) scores.get(TribuoExamples.name(c)).getScore();
        }
        return probabilities;
    }
}
