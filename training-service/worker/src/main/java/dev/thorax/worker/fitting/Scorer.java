package dev.thorax.worker.fitting;

import java.util.Arrays;

import dev.thorax.evaluation.Predictions;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Predictor;
import dev.thorax.worker.augment.BatchMaker;
import dev.thorax.worker.dataset.Dataset;

/** Predicts scans of a data set without augmentation. */
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
     * Returns the predictions for a part.
     *
     * @param part indices of scans
     */
    public Predictions predict(Predictor predictor, int[] part) {
        float[][] probabilities = new float[part.length][];
        for (int b = 0, at = 0; b < maker.batches(part.length); b++) {
            Batch batch = maker.make(part, b, 0);
            for (float[] row : predictor.predict(batch)) {
                probabilities[at++] = row;
            }
        }
        return new Predictions(
                dataset.classes(),
                dataset.labels(part),
                probabilities,
                Arrays.stream(part)
                        .mapToObj(i -> dataset.scans().get(i).patient())
                        .toList());
    }
}
