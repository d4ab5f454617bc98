package dev.thorax.engine.torch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.jboss.logging.Logger;

/** Loads LibTorch into this process, and holds its device and threads. */
final class LibTorch {
    private static final Logger LOG = Logger.getLogger(LibTorch.class);
    private static final String LIBRARIES = "/org/bytedeco/pytorch/linux-x86_64";
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    /**
     * Files of the NVIDIA driver. In containers one of the two may be hidden; the device appears when the GPU is first used.
     */
    private static final List<Path> DRIVER = List.of(Path.of("/proc/driver/nvidia/version"), Path.of("/dev/nvidiactl"));

    private final int threads;
    private final boolean bfloat16;
    private final Device device;
    private Thread prepared;

    /** Loads the libraries. The parameters are those of {@link TorchEngine#TorchEngine(int, boolean)}. */
    LibTorch(int threads, boolean bfloat16) {
        boolean withCuda = LibTorch.class.getResource(LIBRARIES + "-gpu/libtorch_cuda.so") != null;
        String obstacle = withCuda ? obstacle() : null;
        load(withCuda && obstacle == null ? "-gpu" : "-cpu");
        this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        this.bfloat16 = bfloat16;
        this.device = new Device(torch.cuda_is_available() ? DeviceType.CUDA : DeviceType.CPU);
        // ONNX Runtime computes in float32, and cuDNN's TF32 differs from it by more than an export may.
        torch.globalContext().setAllowTF32CuDNN(false);
        if (withCuda && !device.is_cuda()) {
            LOG.warnf(
                    "Networks are trained on the CPU, as %s.",
                    obstacle == null ? "there is no GPU that CUDA 13 can use with this driver" : obstacle);
        }
    }

    /** Returns why the build for CUDA cannot be loaded here, or null. */
    private static String obstacle() {
        if (DRIVER.stream().noneMatch(Files::exists)) {
            return "there is no NVIDIA GPU with a driver here";
        }
        List<String> missing = CudaLibraries.missing(cached(LIBRARIES + "-gpu").resolve("libtorch_cuda.so"));
        return missing.isEmpty()
                ? null
                : "this machine has an NVIDIA driver, but not " + String.join(", ", missing)
                        + "; install CUDA 13, cuDNN 9 and NCCL";
    }

    /**
     * Loads one of the two builds; both in one process would crash it.
     *
     * @param extension of the folder with its libraries; there is none with {@code -cpu}, so that the plain one is taken
     */
    private static void load(String extension) {
        String previous = System.getProperty(EXTENSION);
        System.setProperty(EXTENSION, extension);
        Loader.loadProperties(true);
        try {
            // Unless all files are there before the first is loaded, that one takes others of the same names, and
            // crashes.
            extract("/org/bytedeco/openblas/linux-x86_64");
            extract(LIBRARIES + (extension.equals("-gpu") ? "-gpu" : ""));
            Loader.load(torch.class);
        } finally {
            restore(previous);
            Loader.loadProperties(true);
        }
    }

    private static Path cached(String resource) {
        return extract(resource)[0].toPath();
    }

    /**
     * Extracts the files of {@code resource} and returns their folder, or nothing if they lie in {@code java.library.path} instead
     * of a jar.
     */
    private static File[] extract(String resource) {
        try {
            return Loader.cacheResources(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    /**
     * Loads the libraries for work on the CPU, with the threads that {@code OMP_NUM_THREADS} allows, but no more than there are
     * processors. Native libraries count the processors of a machine, not those of a container.
     */
    static LibTorch onProcessors() {
        LibTorch library = new LibTorch(0, false);
        torch.set_num_threads(Math.min(torch.get_num_threads(), library.threads));
        library.prepared = Thread.currentThread();
        return library;
    }

    /** Sets the number of threads, which is a setting of the thread that computes. */
    void prepareThread() {
        if (prepared != Thread.currentThread()) {
            prepared = Thread.currentThread();
            torch.set_num_threads(threads);
        }
    }
}
