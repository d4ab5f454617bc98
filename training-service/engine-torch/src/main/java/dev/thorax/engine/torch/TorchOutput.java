package dev.thorax.engine.torch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkOutput;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.layer.Shape;

/** Computes the loss and the probabilities of a network from its logits, both in float32. */
interface TorchOutput {
    /** Returns the loss of a batch, a scalar. */
    Tensor loss(Tensor logits, Batch batch);

    /** Returns the probabilities, one row for each image or the same shape as the logits. */
    Tensor probabilities(Tensor logits);

    /** Returns the output of an architecture. */
    static TorchOutput of(Architecture architecture, float[] classWeights, Device device) {
        return architecture.output() == NetworkOutput.MASK
                ? new OfMask(architecture.mask(), device)
                : new OfClasses(classWeights.clone(), device);
    }

    /**
     * Softmax and cross-entropy.
     *
     * @param classWeights weight of each class in the loss
     */
    record OfClasses(float[] classWeights, Device device) implements TorchOutput {
        private static final ScalarTypeOptional FLOAT = new ScalarTypeOptional(ScalarType.Float);

        @Override
        public Tensor loss(Tensor logits, Batch batch) {
            return torch.log_softmax(logits, 1, FLOAT).mul(factors(batch)).sum();
        }

        @Override
        public Tensor probabilities(Tensor logits) {
            return torch.softmax(logits, 1, FLOAT);
        }

        /**
         * Returns float32[N, classes], by which the logarithms of the probabilities are multiplied so that their sum is the
         * loss.
         */
        private Tensor factors(Batch batch) {
            int classes = classWeights.length;
            float[] factors = new float[batch.size() * classes];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = -classWeights[i % classes] * batch.targets()[i] / batch.size();
            }
            return torch.from_blob(new FloatPointer(factors), batch.size(), classes)
                    .to(device, ScalarType.Float);
        }
    }

    /**
     * A sigmoid and the cross-entropy of each position.
     *
     * @param mask shape of the logits of one image
     */
    record OfMask(Shape mask, Device device) implements TorchOutput {
        @Override
        public Tensor loss(Tensor logits, Batch batch) {
            long[] shape = {batch.size(), 1, mask.height(), mask.width()};
            FloatPointer values = new FloatPointer((long) batch.size() * mask.size());
            values.put(batch.targets(), 0, batch.size() * mask.size());
            Tensor targets = torch.from_blob(values, shape).to(device, ScalarType.Float);
            return torch.binary_cross_entropy_with_logits(logits.to(ScalarType.Float), targets);
        }

        @Override
        public Tensor probabilities(Tensor logits) {
            return torch.sigmoid(logits.to(ScalarType.Float));
        }
    }
}
