package dev.thorax.engine.torch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains weights by Adam as in Keras (Kingma and Ba 2015, the form before section 2.1): epsilon is added to the root of the
 * moment before its bias is corrected.
 */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
final class AdamOptimizer implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-7;

    private final List<Tensor> trained;
    private final List<Tensor> means = new ArrayList<>();
    private final List<Tensor> squares = new ArrayList<>();
    private double learningRate;
    private long steps;

    AdamOptimizer(List<Tensor> trained, double learningRate) {
        this.trained = trained;
        this.learningRate = learningRate;
        trained.forEach(tensor -> {
            means.add(torch.zeros_like(tensor));
            squares.add(torch.zeros_like(tensor));
        });
    }

    void setLearningRate(double rate) {
        learningRate = rate;
    }

    /** Moves the trained tensors by their gradients, and clears these. */
    void step() {
        steps++;
        double rate = learningRate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (int i = 0; i < trained.size(); i++) {
                move(trained.get(i), means.get(i), squares.get(i), rate);
            }
        }
    }

    private static void move(Tensor tensor, Tensor mean, Tensor square, double rate) {
        Tensor gradient = tensor.mutable_grad();
        mean.lerp_(gradient, new Scalar(1 - BETA1));
        square.mul_(new Scalar(BETA2));
        square.addcmul_(gradient, gradient, new Scalar(1 - BETA2));
        Tensor root = square.sqrt();
        root.add_(new Scalar(EPSILON));
        tensor.addcdiv_(mean, root, new Scalar(-rate));
        gradient.reset();
    }

    /** Returns the step count, int64, then both moments of each tensor, float32, big-endian. */
    byte[] state() {
        int values = trained.stream()
                .mapToInt(tensor -> Math.toIntExact(tensor.numel()))
                .sum();
        ByteBuffer state = ByteBuffer.allocate(Math.addExact(Long.BYTES, Math.multiplyExact(2 * Float.BYTES, values)));
        state.putLong(steps);
        all().forEach(moment -> put(state, TensorFloats.read(moment)));
        return state.array();
    }

    void state(byte[] state) {
        ByteBuffer from = ByteBuffer.wrap(state);
        steps = from.getLong();
        all().forEach(moment -> TensorFloats.write(moment, take(from, Math.toIntExact(moment.numel()))));
    }

    private List<Tensor> all() {
        List<Tensor> all = new ArrayList<>(means);
        all.addAll(squares);
        return all;
    }

    private static void put(ByteBuffer state, float[] values) {
        state.asFloatBuffer().put(values);
        state.position(state.position() + Float.BYTES * values.length);
    }

    private static float[] take(ByteBuffer state, int count) {
        float[] values = new float[count];
        state.asFloatBuffer().get(values);
        state.position(state.position() + Float.BYTES * count);
        return values;
    }

    @Override
    public void close() {
        all().forEach(Tensor::close);
    }
}
