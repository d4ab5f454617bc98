package dev.thorax.worker.classifier;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * What a classifier learns from.
 *
 * @param features float[N][F]
 * @param labels int[N], index of each scan's class; every class is there
 * @param classWeights float[C], how much a scan of each class counts
 */
record TribuoExamples(float[][] features, int[] labels, float[] classWeights) {

    /** As Tribuo takes them: classes and features are called by their index, and each example weighs as its class. */
    MutableDataset<Label> toTribuo(FeatureScaler standardisation) {
        LabelFactory labelFactory = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("features", labelFactory), labelFactory);
        String[] names = names(features[0].length);
        for (int i = 0; i < features.length; i++) {
            Example<Label> example =
                    new ArrayExample<>(new Label(name(labels[i])), names, standardisation.apply(features[i]));
            example.setWeight(classWeights[labels[i]]);
            dataset.add(example);
        }
        return dataset;
    }

    /** The weights of the classes, as Tribuo takes them. */
    Map<Label, Float> labelWeights() {
        Map<Label, Float> weights = new HashMap<>();
        IntStream.range(0, classWeights.length).forEach(c -> weights.put(new Label(name(c)), classWeights[c]));
        return weights;
    }

    /** One scan whose class is not known. */
    static Example<Label> unknown(float[] features, FeatureScaler standardisation) {
        return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names(features.length), standardisation.apply(features));
    }

    /** What Tribuo calls a class. */
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
