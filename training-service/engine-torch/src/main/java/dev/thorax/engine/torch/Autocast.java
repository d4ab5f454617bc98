package dev.thorax.engine.torch;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Lets this thread compute convolutions and products in bfloat16 until closed; weights, sums and statistics stay float32.
 */
final class Autocast implements AutoCloseable {
    private final DeviceType device;

    /**
     * Starts it on a device.
     *
     * @param device the device, or null for none
     */
    Autocast(DeviceType device) {
        this.device = device;
        if (device != null) {
            torch.set_autocast_dtype(device, ScalarType.BFloat16);
            torch.set_autocast_enabled(device, true);
        }
    }

    /** Returns one that leaves float32 as it is. */
    static Autocast off() {
        return new Autocast(null);
    }

    @Override
    public void close() {
        if (device != null) {
            torch.set_autocast_enabled(device, false);
            torch.clear_cache();
        }
    }
}
