package dev.thorax.worker.audit;

import libsvm.svm;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.common.tree.RandomForestTrainer;

import dev.thorax.worker.classifier.FeatureScaler;
import dev.thorax.worker.classifier.TribuoClassifier;

/**
 * Trains the classifiers of the controls, in seconds on hundreds of rows. Which one for what, and with which settings, was measured
 * on cxr3 (docs/decisions/0010): a control that is too weak would flatter every version. Rows are double[features].
 */
final class BaselineClassifiers {
    private static final double COST = 3;
    private static final int TREES = 100;
    private static final float FEATURES_A_SPLIT = 0.5f;

    static {
        // It would print the course of each training to standard output.
        svm.svm_set_print_string_function(line -> {});
    }

    private BaselineClassifiers() {}

    /** Trains a support vector machine with a Gaussian kernel, for pixels. */
    static TribuoClassifier supportVectors(double[][] rows, int[] labels) {
        FeatureScaler scaler = FeatureScaler.ofVarying(rows);
        SVMParameters<Label> parameters = new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), KernelType.RBF);
        parameters.setCost(COST);
        parameters.setGamma(1.0 / scaler.features());
        return TribuoClassifier.train(new LibSVMClassificationTrainer(parameters), scaler, rows, labels);
    }

    /** Trains a random forest, for few figures of different kinds. */
    static TribuoClassifier forest(double[][] rows, int[] labels, long seed) {
        CARTClassificationTrainer tree = new CARTClassificationTrainer(Integer.MAX_VALUE, FEATURES_A_SPLIT, seed);
        return TribuoClassifier.train(
                new RandomForestTrainer<>(tree, new VotingCombiner(), TREES, seed),
                FeatureScaler.ofVarying(rows),
                rows,
                labels);
    }
}
