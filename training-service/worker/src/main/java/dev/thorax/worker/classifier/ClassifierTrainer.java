package dev.thorax.worker.classifier;

import java.util.function.DoubleConsumer;

import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.common.liblinear.LibLinearModel;
import org.tribuo.common.nearest.KNNModel;
import org.tribuo.common.nearest.KNNTrainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;

import dev.thorax.worker.recipe.ClassifierSettings;
import dev.thorax.worker.recipe.ClassifierSettings.Discriminant;
import dev.thorax.worker.recipe.ClassifierSettings.Forest;
import dev.thorax.worker.recipe.ClassifierSettings.Logistic;
import dev.thorax.worker.recipe.ClassifierSettings.Neighbours;
import dev.thorax.worker.recipe.ClassifierSettings.Softmax;
import dev.thorax.worker.recipe.ClassifierSettings.Svm;

/** Fits classifiers with Tribuo (https://tribuo.org), and a softmax regression or a discriminant with LibTorch. */
public final class ClassifierTrainer {
    private static final int ITERATIONS = 1_000;
    /** liblinear's usual 0.1 or 0.01 stop it before the third digit of a weight. */
    private static final double PRECISION = 1e-4;

    private ClassifierTrainer() {}

    /**
     * Fits the classifier that {@code settings} describe.
     *
     * @param seed decides what is drawn by chance
     * @param progress receives which share is done, in [0,1], if the fitting takes many steps that can be counted
     * @throws InterruptedException if the thread was interrupted
     */
    public static Classifier fit(
            ClassifierSettings settings, LabelledFeatures examples, long seed, DoubleConsumer progress)
            throws InterruptedException {
        FeatureScaler scaler = FeatureScaler.of(examples.features());
        if (settings instanceof Logistic logistic) {
            return LinearClassifier.of(liblinear(LinearType.L2R_LR, logistic.cost(), examples, scaler, seed), scaler);
        }
        if (settings instanceof Softmax softmax) {
            return SoftmaxRegression.fit(examples, scaler, softmax.cost(), progress);
        }
        if (settings instanceof Discriminant discriminant) {
            return LinearDiscriminant.fit(examples, scaler, discriminant, progress);
        }
        if (settings instanceof Svm svm) {
            return LinearClassifier.of(
                    liblinear(LinearType.L2R_L2LOSS_SVC, svm.cost(), examples, scaler, seed), scaler);
        }
        Dataset<Label> dataset = TribuoClassifier.dataset(examples, scaler);
        Trainer<Label> trainer = settings instanceof Forest forest
                ? forest(forest, examples.features()[0].length, seed)
                : neighbours((Neighbours) settings);
        return new TribuoClassifier(trainer.train(dataset), scaler);
    }

    /** Fits one score a class, the bias being the weight of a feature that is always 1. */
    static LibLinearModel<Label> liblinear(
            LinearType type, double cost, LabelledFeatures examples, FeatureScaler scaler, long seed) {
        LibLinearClassificationTrainer trainer = new LibLinearClassificationTrainer(
                new LinearClassificationType(type), cost, ITERATIONS, PRECISION, seed);
        trainer.setLabelWeights(TribuoClassifier.labelWeights(examples.classWeights()));
        return trainer.train(TribuoClassifier.dataset(examples, scaler));
    }

    private static Trainer<Label> forest(Forest forest, int features, long seed) {
        float share = (float) (Math.sqrt(features) / features);
        CARTClassificationTrainer tree = new CARTClassificationTrainer(Integer.MAX_VALUE, share, seed);
        return new RandomForestTrainer<>(tree, new VotingCombiner(), forest.trees(), seed);
    }

    private static Trainer<Label> neighbours(Neighbours settings) {
        return new KNNTrainer<>(
                settings.neighbours(),
                new L2Distance(),
                1,
                new VotingCombiner(),
                KNNModel.Backend.THREADPOOL,
                NeighboursQueryFactoryType.BRUTE_FORCE);
    }
}
