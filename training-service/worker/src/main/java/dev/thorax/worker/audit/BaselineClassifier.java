package dev.thorax.worker.audit;

import java.util.stream.IntStream;

import libsvm.svm;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * A classifier that learns from hundreds of rows in seconds. Which one for what, and with which settings, was measured on
 * cxr3 (docs/decisions/0010): a control that is too weak would flatter every version. Rows are double[features].
 */
final class BaselineClassifier {
    private static final double COST = 3;
    private static final int TREES = 100;
    private static final float FEATURES_A_SPLIT = 0.5f;

    static {
        // It would print the course of each training to standard output.
        svm.svm_set_print_string_function(line -> {});
    }

    private final Scaling scaling;
    private final String[] names;
    private final Model<Label> model;

    private BaselineClassifier(Trainer<Label> trainer, Scaling scaling, double[][] rows, int[] labels) {
        this.scaling = scaling;
        this.names = IntStream.range(0, scaling.features())
                .mapToObj(i -> String.format("%05d", i))
                .toArray(String[]::new);
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> learned =
                new MutableDataset<>(new SimpleDataSourceProvenance("controls", factory), factory);
        for (int i = 0; i < rows.length; i++) {
            learned.add(example(rows[i], new Label(Integer.toString(labels[i]))));
        }
        this.model = trainer.train(learned);
    }

    /** A support vector machine with a Gaussian kernel, for pixels. */
    static BaselineClassifier supportVectors(double[][] rows, int[] labels) {
        Scaling scaling = Scaling.of(rows);
        SVMParameters<Label> parameters = new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), KernelType.RBF);
        parameters.setCost(COST);
        parameters.setGamma(1.0 / scaling.features());
        return new BaselineClassifier(new LibSVMClassificationTrainer(parameters), scaling, rows, labels);
    }

    /** A random forest, for few figures of different kinds. */
    static BaselineClassifier forest(double[][] rows, int[] labels, long seed) {
        CARTClassificationTrainer tree = new CARTClassificationTrainer(Integer.MAX_VALUE, FEATURES_A_SPLIT, seed);
        return new BaselineClassifier(
                new RandomForestTrainer<>(tree, new VotingCombiner(), TREES, seed), Scaling.of(rows), rows, labels);
    }

    /** The class of {@code row}. */
    int classify(double[] row) {
        return Integer.parseInt(model.predict(example(row, LabelFactory.UNKNOWN_LABEL))
                .getOutput()
                .getLabel());
    }

    private ArrayExample<Label> example(double[] row, Label label) {
        return new ArrayExample<>(label, names, scaling.scale(row));
    }
}
