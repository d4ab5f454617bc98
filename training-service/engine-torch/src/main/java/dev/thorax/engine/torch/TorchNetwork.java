package dev.thorax.engine.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.weights.Weights;

/** A network in LibTorch's memory. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
final class TorchNetwork implements EngineNetwork {
    private final TorchBatch batches;
    private final TorchOutput output;
    private final LibTorch library;
    private final TorchParameters parameters;
    private final TorchForwardPass forward;
    private final AdamOptimizer adam;
    private long seed;
    private long drawn;

    TorchNetwork(Architecture architecture, int classes, TrainingSettings settings, LibTorch library) {
        this.batches = new TorchBatch(architecture.input(), library.device());
        this.output = TorchOutput.of(architecture, settings.classWeights(), library.device());
        this.library = library;
        this.parameters = new TorchParameters(architecture, classes, settings.frozen(), library.device());
        this.forward = new TorchForwardPass(
                architecture, classes, parameters, new TorchBatchNorm(parameters, settings.frozen()));
        this.adam = new AdamOptimizer(parameters.trained(), settings.learningRate());
        this.seed = settings.seed();
    }

    @Override
    public double fit(Batch batch) {
        library.prepareThread();
        // Each step has its own, so that networks in turns do not disturb each other.
        torch.manual_seed(seed * 1_000_003 + drawn++);
        try (PointerScope scope = new PointerScope()) {
            Tensor loss = output.loss(logits(batch, true), batch);
            loss.backward();
            adam.step();
            return loss.item_double();
        }
    }

    @Override
    public float[][] predict(Batch batch) {
        library.prepareThread();
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return rows(TensorFloats.read(output.probabilities(logits(batch, false))), batch.size());
        }
    }

    private Tensor logits(Batch batch, boolean training) {
        Tensor pictures = batches.pictures(batch);
        // What is scored and exported is float32: bfloat16 differs by some 1e-2 in a probability.
        try (Autocast autocast = training ? library.autocast() : Autocast.off()) {
            return forward.logits(pictures, training);
        }
    }

    private static float[][] rows(float[] values, int rows) {
        int columns = values.length / rows;
        float[][] split = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * columns, split[row], 0, columns);
        }
        return split;
    }

    @Override
    public Weights weights() {
        return parameters.copy();
    }

    @Override
    public void load(Weights weights) {
        parameters.load(weights);
    }

    @Override
    public void setLearningRate(double rate) {
        adam.setLearningRate(rate);
    }

    @Override
    public void setSeed(long seed) {
        this.seed = seed;
        this.drawn = 0;
    }

    @Override
    public byte[] optimizerState() {
        return adam.state();
    }

    @Override
    public void restoreOptimizer(byte[] state) {
        adam.state(state);
    }

    @Override
    public void close() {
        adam.close();
        parameters.close();
    }
}
