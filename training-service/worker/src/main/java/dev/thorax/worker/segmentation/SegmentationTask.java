package dev.thorax.worker.segmentation;

import dev.thorax.evaluation.MaskScore;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Predictor;
import dev.thorax.network.layer.Shape;
import dev.thorax.worker.augment.Batches;
import dev.thorax.worker.augment.MaskBatches;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.fitting.FittingTask;
import dev.thorax.worker.recipe.Augmentation;
import dev.thorax.worker.recipe.Recipe;

/**
 * Fits a network to draw the masks of a data set.
 *
 * @param mask shape of the network's mask
 */
record SegmentationTask(Recipe recipe, MaskedDataset data, Split split, Shape mask) implements FittingTask {
    private static final int SCORED_AT_ONCE = 16;
    private static final double SMALLEST_PROBABILITY = 1e-7;

    @Override
    public Batches batches() {
        return batches(recipe.batch(), recipe.augmentation());
    }

    /** Returns what makes batches of the scans as they are. */
    Batches unvaried() {
        return batches(SCORED_AT_ONCE, null);
    }

    private Batches batches(int size, Augmentation augmentation) {
        return new MaskBatches(
                data.dataset().pixels(), data.masks(), data.dataset().input(), mask, size, augmentation);
    }

    @Override
    public int[] training() {
        return split.training();
    }

    @Override
    public Validation validate(Predictor network) {
        int[] part = split.validation();
        Batches batches = unvaried();
        double loss = 0;
        double dice = 0;
        for (int b = 0; b < batches.batches(part.length); b++) {
            Batch batch = batches.make(part, b, 0);
            float[][] drawn = network.predict(batch);
            for (int i = 0; i < batch.size(); i++) {
                float[] truth = truth(batch, i);
                loss += crossEntropy(drawn[i], truth);
                dice += MaskScore.dice(drawn[i], truth);
            }
        }
        return new Validation(loss / part.length, dice / part.length);
    }

    /** Returns the target of one image of a batch, float32[h * w]. */
    float[] truth(Batch batch, int image) {
        float[] truth = new float[mask.size()];
        System.arraycopy(batch.targets(), image * mask.size(), truth, 0, mask.size());
        return truth;
    }

    private static double crossEntropy(float[] drawn, float[] truth) {
        double sum = 0;
        for (int i = 0; i < drawn.length; i++) {
            sum -= truth[i] * Math.log(Math.max(drawn[i], SMALLEST_PROBABILITY))
                    + (1 - truth[i]) * Math.log(Math.max(1 - drawn[i], SMALLEST_PROBABILITY));
        }
        return sum / drawn.length;
    }
}
