package dev.thorax.inference.scoring;

import java.util.List;
import java.util.stream.IntStream;

import dev.thorax.onnx.ScoredImages;

/**
 * What the network gives for one scan.
 *
 * @param probabilities float32[C], sum 1
 * @param distances float32[2] from the training scans, or float32[0] of a version without a gate
 */
public record ImageScore(float[] probabilities, float[] distances) {

    /** Lists the scores of the images of a run, in their order. */
    public static List<ImageScore> of(ScoredImages images) {
        return IntStream.range(0, images.probabilities().length)
                .mapToObj(i -> new ImageScore(images.probabilities()[i], images.distances()[i]))
                .toList();
    }
}
