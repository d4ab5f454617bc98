package dev.thorax.training.engine.torch;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** LibTorch in this process: its libraries, its device, its threads. */
final class Runtime {
    private static final Logger LOG = LoggerFactory.getLogger(Runtime.class);

    private final int threads;
    private final boolean bfloat16;
    private final Device device;
    private Thread prepared;

    /** Loads the libraries. */
    Runtime(int threads, boolean bfloat16) {
        load();
        this.threads = threads > 0 ? threads : java.lang.Runtime.getRuntime().availableProcessors();
        this.bfloat16 = bfloat16;
        this.device = new Device(torch.cuda_is_available() ? DeviceType.CUDA : DeviceType.CPU);
    }

    /** Unless all files are there before the first of them is loaded, that one takes others of the same names, and crashes. */
    private static void load() {
        try {
            Loader.cacheResources("/org/bytedeco/openblas/" + Loader.getPlatform());
            Loader.cacheResources("/org/bytedeco/pytorch/" + Loader.getPlatform());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Loader.load(torch.class);
    }

    Device device() {
        return device;
    }

    Autocast autocast() {
        return new Autocast(bfloat16 ? device.type() : null);
    }

    /** The count of threads is a setting of the thread that computes. */
    void prepareThread() {
        if (prepared != Thread.currentThread()) {
            prepared = Thread.currentThread();
            torch.set_num_threads(threads);
        }
    }
}
