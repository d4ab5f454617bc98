package dev.thorax.worker.classifier;

import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

import dev.thorax.engine.torch.RegressionProblem;
import dev.thorax.engine.torch.TorchSoftmaxRegression;

/**
 * Multinomial logistic regression (Bishop 2006, 4.3.4): the least of {@code cost * sum over i of weight(i) * -ln p(i, label(i)) + |W|^2 / 2},
 * over standardised features, the bias without a penalty. There is one least value.
 */
final class SoftmaxRegression {

    private SoftmaxRegression() {}

    /**
     * Fits it to {@code examples}. The result takes features as they are.
     *
     * @param progress receives which share of the way to the least value is done, in [0,1]
     * @throws InterruptedException if the thread was interrupted
     */
    static LinearClassifier fit(LabelledFeatures examples, FeatureScaler scaler, double cost, DoubleConsumer progress)
            throws InterruptedException {
        double[] weights = IntStream.range(0, examples.labels().length)
                .mapToDouble(i -> cost * examples.weight(i))
                .toArray();
        RegressionProblem problem = new RegressionProblem(
                i -> LinearClassifier.floats(scaler.apply(examples.features()[i])),
                scaler.features(),
                examples.labels(),
                weights,
                examples.classWeights().length);
        return LinearClassifier.of(TorchSoftmaxRegression.fit(problem, progress), scaler.features(), scaler);
    }
}
