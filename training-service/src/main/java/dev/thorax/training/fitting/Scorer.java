package dev.thorax.training.fitting;

import java.util.Arrays;

import dev.thorax.training.augment.BatchMaker;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.engine.Batch;
import dev.thorax.training.engine.Network;
import dev.thorax.training.evaluation.Predictions;

/** Asks a network about some scans of a data set, as they are. */
public final class Scorer {
    private static final int BATCH = 32;

    private final Dataset dataset;
    private final BatchMaker maker;

    /** Scores scans of {@code dataset}. */
    public Scorer(Dataset dataset) {
        this.dataset = dataset;
        this.maker = new BatchMaker(dataset, BATCH, null);
    }

    /**
     * What {@code network} says about a part.
     *
     * @param part indices of scans
     */
    public Predictions predict(Network network, int[] part) {
        float[][] probabilities = new float[part.length][];
        for (int b = 0, at = 0; b < maker.batches(part.length); b++) {
            Batch batch = maker.make(part, b, 0);
            for (float[] row : network.predict(batch)) {
                probabilities[at++] = row;
            }
        }
        return new Predictions(
                dataset.classes(),
                Arrays.stream(part).map(i -> dataset.scans().get(i).label()).toArray(),
                probabilities,
                Arrays.stream(part)
                        .mapToObj(i -> dataset.scans().get(i).patient())
                        .toList());
    }
}
