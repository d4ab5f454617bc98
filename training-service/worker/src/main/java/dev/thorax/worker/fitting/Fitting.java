package dev.thorax.worker.fitting;

import java.util.concurrent.ExecutorService;

import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.augment.EpochBatches;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.recipe.Recipe;

/** Fits a network to the training part of a data set, as its recipe says. */
public final class Fitting {
    private static final double NANOS = 1e9;

    private final Recipe recipe;
    private final FittingTask task;
    private final long seed;

    /**
     * Creates the fitting of a network that tells classes apart.
     *
     * @param seed decides order and variations
     */
    public Fitting(Recipe recipe, Dataset dataset, Split split, long seed) {
        this(recipe, new ClassificationTask(recipe, dataset, split), seed);
    }

    /**
     * Creates the fitting of a network to a task.
     *
     * @param seed decides order and variations
     */
    public Fitting(Recipe recipe, FittingTask task, long seed) {
        this.recipe = recipe;
        this.task = task;
        this.seed = seed;
    }

    /** Runs all epochs; see {@link #run(EngineNetwork, FittingListener, SnapshotStore)}. */
    public void run(EngineNetwork network, FittingListener listener) throws InterruptedException {
        run(network, listener, SnapshotStore.NONE);
    }

    /**
     * Runs the epochs, from a snapshot where there is one; afterwards {@code network} has the weights of the recipe's
     * checkpoint. With the same engine on one thread, they are the same however often it was cut short.
     *
     * @throws TrainingException if the loss is no longer a number
     * @throws InterruptedException if the thread was interrupted
     */
    public void run(EngineNetwork network, FittingListener listener, SnapshotStore snapshots)
            throws InterruptedException {
        EpochHistory course = new EpochHistory(recipe);
        Weights kept = resume(network, course, listener, snapshots);
        ExecutorService batches = EpochBatches.threads();
        try {
            while (course.goesOn()) {
                network.setLearningRate(course.rate());
                course.add(epoch(network, course.next(), batches, listener));
                Weights now = course.hasImproved() ? network.weights() : null;
                kept = now == null ? kept : now;
                listener.epoch(course.last());
                keep(snapshots, network, course, now, kept);
            }
        } finally {
            batches.shutdownNow();
        }
        if (kept != null) {
            network.load(kept);
        }
    }

    private static Weights resume(
            EngineNetwork network, EpochHistory course, FittingListener listener, SnapshotStore snapshots) {
        Snapshot snapshot = snapshots.latest().orElse(null);
        if (snapshot == null) {
            return null;
        }
        network.load(snapshot.weights());
        network.restoreOptimizer(snapshot.optimiser());
        snapshot.history().forEach(course::add);
        listener.resumed(snapshot.history());
        return snapshot.best();
    }

    private static void keep(
            SnapshotStore snapshots, EngineNetwork network, EpochHistory course, Weights now, Weights kept) {
        snapshots.keep(() ->
                new Snapshot(course.history(), now == null ? network.weights() : now, kept, network.optimizerState()));
    }

    private EpochReport epoch(EngineNetwork network, int epoch, ExecutorService batches, FittingListener listener)
            throws InterruptedException {
        Pass pass = pass(network, epoch, batches, listener);
        FittingTask.Validation validation = task.validate(network);
        requireNumbers(epoch, pass.loss(), validation.loss());
        return new EpochReport(
                epoch,
                pass.loss(),
                validation.loss(),
                validation.accuracy(),
                task.training().length / pass.seconds(),
                pass.waited() / pass.seconds());
    }

    /**
     * One pass over all training scans.
     *
     * @param loss mean over the scans
     * @param seconds it took
     * @param waited seconds of these in which the network waited for pictures
     */
    private record Pass(double loss, double seconds, double waited) {}

    private Pass pass(EngineNetwork network, int epoch, ExecutorService batches, FittingListener listener)
            throws InterruptedException {
        long start = System.nanoTime();
        long epochSeed = seed * 1_000 + epoch;
        network.setSeed(epochSeed);
        int[] training = task.training();
        EpochBatches order = new EpochBatches(task.batches(), training, epochSeed, batches);
        double sum = 0;
        int done = 0;
        listener.fitted(epoch, done, training.length);
        while (order.hasNext()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The training was interrupted.");
            }
            Batch batch = order.next();
            sum += network.fit(batch) * batch.size();
            done += batch.size();
            listener.fitted(epoch, done, training.length);
        }
        return new Pass(sum / training.length, (System.nanoTime() - start) / NANOS, order.waited() / NANOS);
    }

    private void requireNumbers(int epoch, double loss, double validationLoss) {
        if (!Double.isFinite(loss) || !Double.isFinite(validationLoss)) {
            throw new TrainingException("The loss of recipe " + recipe.name() + " is no longer a number after epoch "
                    + epoch + "; lower its learningRate.");
        }
    }
}
