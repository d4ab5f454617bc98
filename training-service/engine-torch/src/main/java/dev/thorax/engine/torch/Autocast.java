package dev.thorax.engine.torch;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** While open, convolutions and products of this thread compute in bfloat16; weights, sums and statistics stay float32. */
final class Autocast implements AutoCloseable {
    private final DeviceType device;

    /** On {@code device}, or nowhere for null. */
    Autocast(DeviceType device) {
        this.device = device;
        if (device != null) {
            torch.set_autocast_dtype(device, ScalarType.BFloat16);
            torch.set_autocast_enabled(device, true);
        }
    }

    @Override
    public void close() {
        if (device != null) {
            torch.set_autocast_enabled(device, false);
            torch.clear_cache();
        }
    }
}
