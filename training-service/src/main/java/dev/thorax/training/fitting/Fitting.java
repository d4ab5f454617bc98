package dev.thorax.training.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
import dev.thorax.training.recipe.Checkpoint;
import dev.thorax.training.recipe.Recipe;

/** Fits a network to the training part of a data set, as its recipe says. */
public final class Fitting {
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

    /** Runs all epochs; see {@link #run(Network, FittingListener, Snapshots)}. */
    public void run(Network network, FittingListener listener) throws InterruptedException {
        run(network, listener, Snapshots.NONE);
    }

    /**
     * Runs the epochs, from a snapshot where there is one; afterwards {@code network} has the weights of the recipe's
     * checkpoint. With the same engine on one thread, they are the same however often it was cut short.
     *
     * @throws CannotTrain if the loss is no longer a number
     * @throws InterruptedException if the thread was asked to end
     */
    public void run(Network network, FittingListener listener, Snapshots snapshots) throws InterruptedException {
        Scorer scorer = new Scorer(dataset);
        StopRule stop = new StopRule(recipe.earlyStopping());
        List<EpochReport> history = new ArrayList<>();
        Weights best = resume(network, history, listener, snapshots);
        double lowest = history.stream()
                .mapToDouble(EpochReport::validationLoss)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        boolean stopped = false;
        for (EpochReport report : history) {
            stopped = stop.stopsAfter(report.validationLoss());
        }
        ExecutorService batches = Executors.newSingleThreadExecutor(work -> new Thread(work, "batches"));
        try {
            for (int epoch = history.size() + 1; epoch <= recipe.epochs() && !stopped; epoch++) {
                double loss = epoch(network, epoch, batches, listener);
                Predictions validation = scorer.predict(network, split.validation());
                double validationLoss = Loss.of(validation, classWeights);
                requireNumbers(epoch, loss, validationLoss);
                Weights now = null;
                if (validationLoss < lowest && recipe.checkpoint() == Checkpoint.BEST) {
                    lowest = validationLoss;
                    now = network.weights();
                    best = now;
                }
                history.add(new EpochReport(
                        epoch,
                        loss,
                        validationLoss,
                        ConfusionMatrix.of(validation).accuracy()));
                listener.epoch(history.get(epoch - 1));
                stopped = stop.stopsAfter(validationLoss);
                keep(snapshots, network, history, now, best);
            }
        } finally {
            batches.shutdownNow();
        }
        if (best != null) {
            network.load(best);
        }
    }

    private static Weights resume(
            Network network, List<EpochReport> history, FittingListener listener, Snapshots snapshots) {
        Snapshot snapshot = snapshots.latest().orElse(null);
        if (snapshot == null) {
            return null;
        }
        network.load(snapshot.weights());
        network.optimiser(snapshot.optimiser());
        history.addAll(snapshot.history());
        listener.resumed(snapshot.history());
        return snapshot.best();
    }

    private static void keep(
            Snapshots snapshots, Network network, List<EpochReport> history, Weights now, Weights best) {
        snapshots.keep(() ->
                new Snapshot(history, now == null ? network.weights() : now, best, network.optimiser()));
    }

    private double epoch(Network network, int epoch, ExecutorService batches, FittingListener listener)
            throws InterruptedException {
        network.seed(seed * 1_000 + epoch);
        BatchMaker maker = new BatchMaker(dataset, recipe.batch(), recipe.augmentation());
        Epoch order = new Epoch(maker, split.training(), seed * 1_000 + epoch, batches);
        double sum = 0;
        int done = 0;
        listener.fitted(epoch, done, split.training().length);
        while (order.hasNext()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The training was interrupted.");
            }
            Batch batch = order.next();
            sum += network.fit(batch) * batch.size();
            done += batch.size();
            listener.fitted(epoch, done, split.training().length);
        }
        return sum / split.training().length;
    }

    private void requireNumbers(int epoch, double loss, double validationLoss) {
        if (!Double.isFinite(loss) || !Double.isFinite(validationLoss)) {
            throw new CannotTrain("The loss of recipe " + recipe.name() + " is no longer a number after epoch " + epoch
                    + "; lower its learningRate.");
        }
    }
}
