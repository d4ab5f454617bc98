package dev.thorax.worker.classifier;

import java.nio.ByteBuffer;
import java.util.Map;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.thorax.contracts.model.TensorNames;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.augment.BatchMaker;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.fitting.FittingListener;

/** Computes features of scans with ONNX Runtime. For one thread at a time. */
public final class FeatureExtractor implements AutoCloseable {
    private static final int BATCH = 32;

    private final NetworkInput input;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /**
     * Opens the network {@code architecture} without its output layer: the features are what enters that.
     *
     * @param weights of all its layers; an output layer's are not used
     */
    public FeatureExtractor(Architecture architecture, Weights weights) {
        this(architecture.input(), OnnxExporter.features(architecture, weights));
    }

    private FeatureExtractor(NetworkInput input, byte[] model) {
        this.input = input;
        try {
            this.session = environment.createSession(model);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot read the feature extractor.", e);
        }
    }

    /** Opens the deepest maps of a network: the features are their means over all positions. */
    public static FeatureExtractor ofDeepestMaps(Architecture architecture, Weights weights, int classes) {
        return new FeatureExtractor(architecture.input(), OnnxExporter.deepFeatures(architecture, weights, classes));
    }

    /**
     * Returns the features of some scans of a data set, without augmentation.
     *
     * @param part indices of scans
     * @param listener receives the progress
     * @return float[part.length][F]
     * @throws InterruptedException if the thread was interrupted
     */
    public float[][] extract(Dataset dataset, int[] part, FittingListener listener) throws InterruptedException {
        BatchMaker maker = new BatchMaker(dataset, BATCH, null);
        float[][] features = new float[part.length][];
        listener.extracted(0, part.length);
        for (int b = 0, at = 0; b < maker.batches(part.length); b++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The training was interrupted.");
            }
            for (float[] row : extract(maker.make(part, b, 0))) {
                features[at++] = row;
            }
            listener.extracted(at, part.length);
        }
        return features;
    }

    /** Returns the features of a batch: float[size][F]. */
    float[][] extract(Batch batch) {
        long[] shape = {batch.size(), input.height(), input.width()};
        ByteBuffer pixels = ByteBuffer.allocateDirect(batch.size() * input.height() * input.width());
        pixels.put(batch.images(), 0, pixels.capacity()).flip();
        try (OnnxTensor images = OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(TensorNames.IMAGE, images))) {
            return (float[][]) result.get(OnnxExporter.FEATURES).orElseThrow().getValue();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot run the feature extractor.", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close the feature extractor.", e);
        }
    }
}
