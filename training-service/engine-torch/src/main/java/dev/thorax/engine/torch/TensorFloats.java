package dev.thorax.engine.torch;

import java.util.List;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Copies float32 values between Java arrays and LibTorch tensors. An array is in the order of the tensor's shape, whatever
 * its layout in memory.
 */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
final class TensorFloats {
    private TensorFloats() {}

    /** Creates a tensor of zeros. */
    static Tensor zeros(Device device, List<Integer> shape) {
        long[] sides = shape.stream().mapToLong(Integer::longValue).toArray();
        return torch.zeros(sides, options(device));
    }

    static TensorOptions options(Device device) {
        return new TensorOptions(ScalarType.Float).device(new DeviceOptional(device));
    }

    /** Copies a tensor's values. */
    static float[] read(Tensor tensor) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor plain =
                    tensor.to(new Device(DeviceType.CPU), ScalarType.Float).contiguous();
            float[] values = new float[Math.toIntExact(plain.numel())];
            plain.data_ptr_float().get(values);
            return values;
        }
    }

    /** Replaces a tensor's values. */
    static void write(Tensor tensor, float[] values) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            tensor.copy_(torch.from_blob(new FloatPointer(values), tensor.sizes()));
        }
    }
}
