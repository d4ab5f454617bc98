package dev.thorax.worker.classifier;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A classifier that Tribuo (https://tribuo.org) trains on scaled features. Tribuo calls classes and features by their index. */
public final class TribuoClassifier implements Classifier {
    private final Model<Label> model;
    private final FeatureScaler scaler;
    private final String[] names;

    TribuoClassifier(Model<Label> model, FeatureScaler scaler) {
        this.model = model;
        this.scaler = scaler;
        this.names = names(scaler.features());
    }

    /**
     * Trains a classifier for which every row counts the same.
     *
     * @param rows double[N][F]
     * @param labels int[N], index of each row's class
     */
    public static TribuoClassifier train(Trainer<Label> trainer, FeatureScaler scaler, double[][] rows, int[] labels) {
        float[] alike = new float[Arrays.stream(labels).max().orElseThrow() + 1];
        Arrays.fill(alike, 1);
        return new TribuoClassifier(trainer.train(dataset(i -> scaler.apply(rows[i]), labels, alike)), scaler);
    }

    /** Returns the examples as Tribuo takes them; each weighs as its class. */
    static MutableDataset<Label> dataset(LabelledFeatures examples, FeatureScaler scaler) {
        return dataset(i -> scaler.apply(examples.features()[i]), examples.labels(), examples.classWeights());
    }

    private static MutableDataset<Label> dataset(IntFunction<double[]> scaled, int[] labels, float[] classWeights) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("features", factory), factory);
        String[] names = names(scaled.apply(0).length);
        for (int i = 0; i < labels.length; i++) {
            Example<Label> example = new ArrayExample<>(new Label(name(labels[i])), names, scaled.apply(i));
            example.setWeight(classWeights[labels[i]]);
            dataset.add(example);
        }
        return dataset;
    }

    /** Returns the weights of the classes as Tribuo takes them. */
    static Map<Label, Float> labelWeights(float[] classWeights) {
        Map<Label, Float> weights = new HashMap<>();
        IntStream.range(0, classWeights.length).forEach(c -> weights.put(new Label(name(c)), classWeights[c]));
        return weights;
    }

    /** Returns the share of trees, or of neighbours, that are for each class. */
    @Override
    public float[] probabilities(float[] features) {
        Map<String, Label> scores = scores(features);
        float[] probabilities = new float[scores.size()];
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] = (float) scores.get(name(c)).getScore();
        }
        return probabilities;
    }

    /** Returns Tribuo's score of each class by its name. */
    Map<String, Label> scores(float[] features) {
        return model.predict(unknown(scaler.apply(features))).getOutputScores();
    }

    /** Returns the index of the class of {@code row}, double[F]. */
    public int classify(double[] row) {
        return Integer.parseInt(
                model.predict(unknown(scaler.apply(row))).getOutput().getLabel());
    }

    private Example<Label> unknown(double[] scaled) {
        return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, scaled);
    }

    /** Returns Tribuo's name of a class. */
    static String name(int label) {
        return String.valueOf(label);
    }

    /** Tribuo sorts features by name; these are in the order of their indices. */
    private static String[] names(int count) {
        String[] names = new String[count];
        Arrays.setAll(names, f -> String.format("%08d", f));
        return names;
    }
}
