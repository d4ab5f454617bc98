package dev.thorax.engine.dl4j;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.layer.Shape;

/** Converts batches to ND4J arrays. */
final class Dl4jBatch {
    private Dl4jBatch() {}

    /** Returns the images as float32[N, channels, H, W] in [0,1]; each channel is the grey image. */
    static INDArray features(Batch batch, NetworkInput input) {
        int plane = input.height() * input.width();
        float[] values = new float[batch.size() * input.channels() * plane];
        for (int image = 0; image < batch.size(); image++) {
            for (int channel = 0; channel < input.channels(); channel++) {
                int target = (image * input.channels() + channel) * plane;
                for (int i = 0; i < plane; i++) {
                    values[target + i] = (batch.images()[image * plane + i] & 0xFF) / 255f;
                }
            }
        }
        return Nd4j.create(values, new long[] {batch.size(), input.channels(), input.height(), input.width()}, 'c');
    }

    /** Returns the targets of masks as float32[N, 1, h, w]. */
    static INDArray masks(Batch batch, Shape mask) {
        float[] values = Arrays.copyOf(batch.targets(), batch.size() * mask.size());
        return Nd4j.create(values, new long[] {batch.size(), 1, mask.height(), mask.width()}, 'c');
    }

    /** Returns the targets as float32[N, classes]. */
    static INDArray targets(Batch batch, int classes) {
        float[] values = Arrays.copyOf(batch.targets(), batch.size() * classes);
        return Nd4j.create(values, new long[] {batch.size(), classes}, 'c');
    }
}
