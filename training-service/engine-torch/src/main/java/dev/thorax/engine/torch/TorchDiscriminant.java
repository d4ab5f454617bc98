package dev.thorax.engine.torch;

import java.util.Arrays;
import java.util.function.DoubleConsumer;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Fits a linear discriminant (Hastie et al. 2009, 4.3) with LibTorch, in float64 on the CPU. Class means and effects of sources are
 * estimated together, the effects being drawn from one distribution around 0 (a mixed model: Robinson 1991, DOI 10.1214/ss/1177011926). So
 * what all classes of a source share does not move a class mean. The covariance is that of the rest.
 */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
public final class TorchDiscriminant {
    /** Keeps features that never vary from a division by 0. */
    private static final double LEAST_VARIANCE = 1e-12;

    private TorchDiscriminant() {}

    /**
     * Fits a problem. Softmax over the scores gives the probabilities of classes that are equally likely.
     *
     * @param progress receives which share is done, in [0,1]
     * @return of each feature the weights for all classes, then the bias: double[(F + 1) * C]
     * @throws InterruptedException if the thread was interrupted
     */
    public static double[] fit(DiscriminantProblem problem, DoubleConsumer progress) throws InterruptedException {
        LibTorch.onProcessors();
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor examples = ExampleColumns.of(problem.row(), problem.features(), problem.labels().length);
            done(0.2, progress);
            Tensor members = members(problem);
            Tensor effects = effects(problem, examples, members);
            done(0.3, progress);
            // What neither class nor source explains.
            examples.addmm_(effects.t(), members.t(), new Scalar(1.0), new Scalar(-1.0));
            Tensor covariance = torch.mm(examples, examples.t());
            covariance.div_(new Scalar((double) problem.labels().length));
            done(0.7, progress);
            double variance = covariance.trace().item_double() / problem.features();
            covariance.diagonal().add_(new Scalar(Math.max(problem.ridge() * variance, LEAST_VARIANCE)));
            Tensor means = effects.narrow(0, 0, problem.classes()).t().contiguous();
            Tensor weights = torch.cholesky_solve(means, torch.linalg_cholesky(covariance));
            Tensor bias = means.mul(weights).sum(new long[] {0}).mul(new Scalar(-0.5));
            progress.accept(1);
            return join(weights.contiguous(), bias);
        }
    }

    private static void done(double share, DoubleConsumer progress) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("The training was interrupted.");
        }
        progress.accept(share);
    }

    /** Returns which class and which source each example has: float64[N,C + S], 1 or 0. */
    private static Tensor members(DiscriminantProblem problem) {
        int sources = Arrays.stream(problem.sources()).max().orElseThrow() + 1;
        int examples = problem.labels().length;
        Tensor members = ExampleColumns.zeros(examples, problem.classes() + sources);
        try (DoubleIndexer at = members.createIndexer()) {
            for (int i = 0; i < examples; i++) {
                at.put(i, problem.labels()[i], 1);
                at.put(i, problem.classes() + problem.sources()[i], 1);
            }
        }
        return members;
    }

    /** Returns the means of the classes, then the effects of the sources: float64[C + S,F]. */
    private static Tensor effects(DiscriminantProblem problem, Tensor examples, Tensor members) {
        Tensor normal = torch.mm(members.t(), members);
        Tensor diagonal = normal.diagonal();
        diagonal.narrow(0, problem.classes(), diagonal.size(0) - problem.classes())
                .add_(new Scalar(problem.sourcePenalty()));
        return torch.linalg_solve(normal, torch.mm(examples, members).t());
    }

    private static double[] join(Tensor weights, Tensor bias) {
        double[] joined = new double[Math.toIntExact(weights.numel() + bias.numel())];
        weights.data_ptr_double().get(joined, 0, Math.toIntExact(weights.numel()));
        bias.data_ptr_double().get(joined, Math.toIntExact(weights.numel()), Math.toIntExact(bias.numel()));
        return joined;
    }
}
