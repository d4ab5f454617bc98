package dev.thorax.training.engine.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.jboss.logging.Logger;

/** LibTorch in this process: its libraries, its device, its threads. */
final class LibTorch {
    private static final Logger LOG = Logger.getLogger(LibTorch.class);
    private static final String LIBRARIES = "/org/bytedeco/pytorch/linux-x86_64";
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

    private final int threads;
    private final boolean bfloat16;
    private final Device device;
    private Thread prepared;

    /** Loads the libraries, as {@link TorchEngine#TorchEngine(int, boolean)} says. */
    LibTorch(int threads, boolean bfloat16) {
        boolean withGpu = LibTorch.class.getResource(LIBRARIES + "-gpu/libtorch_cuda.so") != null;
        load(withGpu && Files.exists(DRIVER) ? "-gpu" : "-cpu");
        this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        this.bfloat16 = bfloat16;
        this.device = new Device(torch.cuda_is_available() ? DeviceType.CUDA : DeviceType.CPU);
        if (withGpu && !device.is_cuda()) {
            LOG.warn("There is no NVIDIA GPU with a driver for CUDA 13 here, so networks are trained on the CPU.");
        }
    }

    /**
     * Loads one of the two builds; with both in one process it ends.
     *
     * @param extension of the folder with its libraries; there is none with {@code -cpu}, so that the plain one is taken
     */
    private static void load(String extension) {
        String before = System.getProperty(EXTENSION);
        System.setProperty(EXTENSION, extension);
        Loader.loadProperties(true);
        try {
            // Unless all files are there before the first is loaded, that one takes others of the same names, and
            // crashes.
            Loader.cacheResources("/org/bytedeco/openblas/linux-x86_64");
            Loader.cacheResources(LIBRARIES + (extension.equals("-gpu") ? "-gpu" : ""));
            Loader.load(torch.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            restore(before);
            Loader.loadProperties(true);
        }
    }

    private static void restore(String extension) {
        if (extension == null) {
            System.clearProperty(EXTENSION);
        } else {
            System.setProperty(EXTENSION, extension);
        }
    }

    Device device() {
        return device;
    }

    Autocast autocast() {
        return new Autocast(bfloat16 && device.is_cuda() ? DeviceType.CUDA : null);
    }

    /** The count of threads is a setting of the thread that computes. */
    void prepareThread() {
        if (prepared != Thread.currentThread()) {
            prepared = Thread.currentThread();
            torch.set_num_threads(threads);
        }
    }
}
