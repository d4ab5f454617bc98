package dev.thorax.engine.torch;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.engine.Batch;

/** Converts the images of batches to LibTorch tensors. */
final class TorchBatch {
    private final NetworkInput input;
    private final Device device;

    TorchBatch(NetworkInput input, Device device) {
        this.input = input;
        this.device = device;
    }

    /** Returns the images as float32[N, 1, H, W] in [0,1], channels last. */
    Tensor pictures(Batch batch) {
        int pixels = input.height() * input.width();
        BytePointer bytes = new BytePointer((long) batch.size() * pixels);
        bytes.put(batch.images(), 0, batch.size() * pixels);
        long[] shape = {batch.size(), input.height(), input.width(), 1};
        Tensor grey = torch.from_blob(bytes, shape, new TensorOptions(ScalarType.Byte));
        Tensor pictures = grey.to(device, ScalarType.Float).permute(0, 3, 1, 2);
        pictures.div_(new Scalar(255.0));
        return pictures;
    }
}
