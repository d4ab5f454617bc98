package dev.thorax.engine.torch;

import java.util.Arrays;
import java.util.function.DoubleConsumer;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.TensorVector;

import dev.thorax.engine.torch.RegressionObjective.Position;

/**
 * Fits a multinomial logistic regression with LibTorch's L-BFGS (Nocedal and Wright 2006, 7.2), in float64 on the CPU. The weights have one
 * optimum, and the search ends near it: how near is a share of the costs of all errors.
 */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
public final class TorchSoftmaxRegression {
    /** The largest slope at which the search ends, as a share of the sum of all weights. */
    private static final double PRECISION = 1e-6;
    /** Iterations between two looks at the progress. */
    private static final int PART = 10;

    private static final int PARTS = 500;
    private static final int HISTORY = 20;

    private TorchSoftmaxRegression() {}

    /**
     * Fits a problem.
     *
     * @param progress receives how far the search is, in [0,1] and never less than before, every few iterations
     * @return of each feature the weights for all classes, then the bias: double[(F + 1) * C]
     * @throws InterruptedException if the thread was interrupted
     */
    public static double[] fit(RegressionProblem problem, DoubleConsumer progress) throws InterruptedException {
        LibTorch.onProcessors();
        try (PointerScope scope = new PointerScope();
                RegressionObjective objective = new RegressionObjective(problem)) {
            double precision = PRECISION * Arrays.stream(problem.weights()).sum();
            search(objective, precision, progress);
            return objective.parameters();
        }
    }

    private static void search(RegressionObjective objective, double precision, DoubleConsumer progress)
            throws InterruptedException {
        LBFGS search = new LBFGS(new TensorVector(objective.tensor()), options(precision));
        Position last = objective.step(search);
        SearchProgress course = new SearchProgress(last.slope(), precision);
        for (int part = 1; part < PARTS && last.slope() > precision; part++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The training was interrupted.");
            }
            Position here = objective.step(search);
            if (here.value() >= last.value()) {
                // No step is smaller than the rounding of float64.
                break;
            }
            progress.accept(course.at(here.slope()));
            last = here;
        }
        progress.accept(1);
    }

    private static LBFGSOptions options(double precision) {
        LBFGSOptions options = new LBFGSOptions(1);
        options.max_iter().put(PART);
        options.history_size().put(HISTORY);
        options.tolerance_grad().put(precision);
        options.tolerance_change().put(0);
        options.line_search_fn().put("strong_wolfe");
        return options;
    }
}
