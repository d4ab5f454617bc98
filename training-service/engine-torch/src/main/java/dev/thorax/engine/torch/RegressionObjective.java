package dev.thorax.engine.torch;

import java.util.Arrays;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LossClosure;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Computes the value of a {@link RegressionProblem} and its gradient, in float64. Examples and classes are the columns and rows of its
 * matrices ({@link ExampleColumns}).
 */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
final class RegressionObjective implements AutoCloseable {
    private final int features;
    /** float64[F,N]. */
    private final Tensor columns;
    /** int64[1,N]. */
    private final Tensor labels;
    /** float64[1,N]. */
    private final Tensor costs;
    /** float64[C,F + 1], of each class the weights of all features, then the bias. */
    private final Tensor parameters;
    /** float64[C,F + 1]. */
    private final Tensor gradient;

    private final Tensor value = ExampleColumns.zeros(1);
    private final Closure closure = new Closure();
    private Position begun;

    /**
     * Describes where a search stands.
     *
     * @param value that is to become small
     * @param slope the largest of the gradient, without its sign
     */
    record Position(double value, double slope) {}

    /** Computes value and gradient where LibTorch searches. */
    private final class Closure extends LossClosure {
        @Override
        public Tensor call() {
            evaluate();
            return value;
        }
    }

    /** Copies the features of {@code problem}. All parameters are 0. */
    RegressionObjective(RegressionProblem problem) {
        int examples = problem.labels().length;
        this.features = problem.features();
        this.columns = ExampleColumns.of(problem.row(), features, examples);
        this.labels = torch.zeros(new long[] {1, examples}, new TensorOptions(ScalarType.Long));
        this.costs = ExampleColumns.zeros(1, examples);
        this.parameters = ExampleColumns.zeros(problem.classes(), features + 1);
        this.gradient = ExampleColumns.zeros(problem.classes(), features + 1);
        parameters.mutable_grad().put(gradient);
        labels.data_ptr_long()
                .put(Arrays.stream(problem.labels()).asLongStream().toArray());
        costs.data_ptr_double().put(problem.weights());
    }

    /** Returns what the search changes. */
    Tensor tensor() {
        return parameters;
    }

    /**
     * Searches on from here.
     *
     * @return where it began
     */
    Position step(LBFGS search) {
        begun = null;
        search.step(closure);
        return begun;
    }

    /** Returns of each feature the weights for all classes, then the bias: double[(F + 1) * C]. */
    double[] parameters() {
        double[] values = new double[Math.toIntExact(parameters.numel())];
        parameters.t().contiguous().data_ptr_double().get(values);
        return values;
    }

    private void evaluate() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor weights = parameters.narrow(1, 0, features);
            gradient.narrow(1, 0, features).copy_(weights);
            gradient.narrow(1, features, 1).zero_();
            value.copy_(weights.square().sum().mul(new Scalar(0.5)));
            addErrors(weights, parameters.narrow(1, features, 1));
            if (begun == null) {
                begun = new Position(value.item_double(), gradient.abs().max().item_double());
            }
        }
    }

    private void addErrors(Tensor weights, Tensor bias) {
        Tensor logarithms = torch.log_softmax(torch.addmm(bias, weights, columns), 0);
        value.sub_(logarithms.gather(0, labels).mul(costs).sum());
        // The slope at each score: its probability, less 1 for the right class.
        Tensor slopes = logarithms.exp().mul(costs);
        slopes.scatter_add_(0, labels, costs.neg());
        gradient.narrow(1, 0, features).addmm_(slopes, columns.t());
        gradient.narrow(1, features, 1).add_(slopes.sum(new long[] {1}, true, new ScalarTypeOptional()));
    }

    @Override
    public void close() {
        closure.close();
    }
}
