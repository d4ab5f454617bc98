package dev.thorax.training.audit;

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
 * cxr3 (docs/decisions/0010): a control that is too weak would flatter every version.
 */
final class CheapModel {
    private static final double COST = 3;
    private static final int TREES = 100;
    private static final float FEATURES_A_SPLIT = 0.5f;

    static {
        // It would print the course of each training to standard output.
        svm.svm_set_print_string_function(line -> {});
    }

    private final Trainer<Label> trainer;
    private final Scaled rows;
    private final String[] names;

    private CheapModel(Trainer<Label> trainer, Scaled rows) {
        this.trainer = trainer;
        this.rows = rows;
        this.names = IntStream.range(0, rows.features())
                .mapToObj(i -> String.format("%05d", i))
                .toArray(String[]::new);
    }

    /** A support vector machine with a Gaussian kernel, for pixels; {@code values} are double[N][features]. */
    static CheapModel supportVectors(double[][] values, int[] training) {
        Scaled rows = Scaled.of(values, training);
        SVMParameters<Label> parameters = new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), KernelType.RBF);
        parameters.setCost(COST);
        parameters.setGamma(1.0 / rows.features());
        return new CheapModel(new LibSVMClassificationTrainer(parameters), rows);
    }

    /** A random forest, for few figures of different kinds; {@code values} are double[N][features]. */
    static CheapModel forest(double[][] values, int[] training, long seed) {
        CARTClassificationTrainer tree = new CARTClassificationTrainer(Integer.MAX_VALUE, FEATURES_A_SPLIT, seed);
        return new CheapModel(
                new RandomForestTrainer<>(tree, new VotingCombiner(), TREES, seed), Scaled.of(values, training));
    }

    /**
     * Learns from the rows {@code training} and says the class of the rows {@code test}.
     *
     * @param labels int[N], the class of each row; those of test rows are not looked at
     * @return int[test.length]
     */
    int[] classify(int[] labels, int[] training, int[] test) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> learned =
                new MutableDataset<>(new SimpleDataSourceProvenance("controls", factory), factory);
        for (int row : training) {
            learned.add(example(row, new Label(Integer.toString(labels[row]))));
        }
        Model<Label> model = trainer.train(learned);
        int[] classes = new int[test.length];
        for (int i = 0; i < test.length; i++) {
            Label label =
                    model.predict(example(test[i], LabelFactory.UNKNOWN_LABEL)).getOutput();
            classes[i] = Integer.parseInt(label.getLabel());
        }
        return classes;
    }

    private ArrayExample<Label> example(int row, Label label) {
        return new ArrayExample<>(label, names, rows.values()[row]);
    }
}
