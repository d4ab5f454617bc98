package dev.thorax.training.fitting;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import dev.thorax.training.augment.BatchMaker;
import dev.thorax.training.augment.Epoch;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.Split;
import dev.thorax.training.engine.Batch;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.Weights;
import dev.thorax.training.evaluation.ConfusionMatrix;
import dev.thorax.training.evaluation.Predictions;
import dev.thorax.training.problem.CannotTrain;
import dev.thorax.training.recipe.Recipe;

/** Fits a network to the training part of a data set, as its recipe says. */
public final class Fitting {
    private static final double NANOS = 1e9;

    private final Recipe recipe;
    private final Dataset dataset;
    private final Split split;
    private final float[] classWeights;
    private final long seed;

    /**
     * Prepares.
     *
     * @param classWeights float[C], weight of each class in the loss
     * @param seed decides order and variations
     */
    public Fitting(Recipe recipe, Dataset dataset, Split split, float[] classWeights, long seed) {
        this.recipe = recipe;
        this.dataset = dataset;
        this.split = split;
        this.classWeights = classWeights.clone();
        this.seed = seed;
    }

    /**
     * Runs the epochs; afterwards {@code network} has the weights of the recipe's checkpoint.
     *
     * @param afterEpoch is told of each epoch
     * @throws CannotTrain if the loss is no longer a number
     * @throws InterruptedException if the thread was asked to end
     */
    public void run(Network network, Consumer<EpochReport> afterEpoch) throws InterruptedException {
        Scorer scorer = new Scorer(dataset);
        StopRule stop = new StopRule(recipe.earlyStopping());
        Weights kept = null;
        PlateauRule plateau = new PlateauRule(recipe.learningRate(), recipe.plateau());
        double best = Double.NEGATIVE_INFINITY;
        ExecutorService batches = Executors.newSingleThreadExecutor(work -> new Thread(work, "batches"));
        try {
            for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
                network.seed(seed * 1_000 + epoch);
                Pass pass = pass(network, epoch, batches);
                Predictions validation = scorer.predict(network, split.validation());
                double validationLoss = Loss.of(validation, classWeights);
                requireNumbers(epoch, pass.loss(), validationLoss);
                EpochReport report = new EpochReport(
                        epoch,
                        pass.loss(),
                        validationLoss,
                        ConfusionMatrix.of(validation).accuracy(),
                        split.training().length / pass.seconds(),
                        pass.waited() / pass.seconds());
                if (goodness(report) > best) {
                    best = goodness(report);
                    kept = network.weights();
                }
                afterEpoch.accept(report);
                network.learningRate(plateau.rateAfter(validationLoss));
                if (stop.stopsAfter(validationLoss)) {
                    break;
                }
            }
        } finally {
            batches.shutdownNow();
        }
        if (kept != null) {
            network.load(kept);
        }
    }

    /** What the weights that stay have most of; nothing counts where the last epoch's stay. */
    private double goodness(EpochReport report) {
        return switch (recipe.checkpoint()) {
            case LOWEST_LOSS -> -report.validationLoss();
            case HIGHEST_ACCURACY -> report.validationAccuracy();
            case LAST -> Double.NEGATIVE_INFINITY;
        };
    }

    /**
     * All training scans once.
     *
     * @param loss mean over the scans
     * @param seconds it took
     * @param waited seconds of these in which the network waited for pictures
     */
    private record Pass(double loss, double seconds, double waited) {}

    private Pass pass(Network network, int epoch, ExecutorService batches) throws InterruptedException {
        long start = System.nanoTime();
        BatchMaker maker = new BatchMaker(dataset, recipe.batch(), recipe.augmentation());
        Epoch order = new Epoch(maker, split.training(), seed * 1_000 + epoch, batches);
        double sum = 0;
        while (order.hasNext()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The training was interrupted.");
            }
            Batch batch = order.next();
            sum += network.fit(batch) * batch.size();
        }
        return new Pass(sum / split.training().length, (System.nanoTime() - start) / NANOS, order.waited() / NANOS);
    }

    private void requireNumbers(int epoch, double loss, double validationLoss) {
        if (!Double.isFinite(loss) || !Double.isFinite(validationLoss)) {
            throw new CannotTrain("The loss of recipe " + recipe.name() + " is no longer a number after epoch " + epoch
                    + "; lower its learningRate.");
        }
    }
}
