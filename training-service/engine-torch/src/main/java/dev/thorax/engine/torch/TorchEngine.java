package dev.thorax.engine.torch;

import java.util.Map;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Engine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.weights.Weights;

/** Trains networks with LibTorch 2.10, on an NVIDIA GPU if there is one, otherwise on the CPU. */
public final class TorchEngine implements Engine {
    /** The engine's name. */
    public static final String NAME = "torch";

    /**
     * Environment variables for a process that trains. It keeps memory instead of returning it after each step, in large
     * pages, and its waiting threads do not spin. docs/decisions/0007 measures each of them.
     */
    public static final Map<String, String> ENVIRONMENT = Map.of(
            "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1",
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_MAX_", "0",
            "MALLOC_TRIM_THRESHOLD_", "100000000000",
            "MALLOC_TOP_PAD_", "268435456",
            "OMP_WAIT_POLICY", "passive");

    private final int threads;
    private final boolean bfloat16;
    private LibTorch library;

    /** Creates an engine with bfloat16 on a GPU. */
    public TorchEngine(int threads) {
        this(threads, true);
    }

    /**
     * Creates an engine without loading libraries.
     *
     * @param threads that compute on the CPU, or 0 for all processors; only with 1 does the same seed give the same weights
     * @param bfloat16 whether convolutions and products on a GPU compute in bfloat16; on the CPU they never do
     */
    public TorchEngine(int threads, boolean bfloat16) {
        this.threads = threads;
        this.bfloat16 = bfloat16;
        if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
            // JavaCPP would refuse memory beyond twice the Java heap.
            System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "2.10.0";
    }

    @Override
    public EngineNetwork create(Architecture architecture, int classes, TrainingSettings settings) {
        EngineNetwork network = new TorchNetwork(architecture, classes, settings, library());
        network.load(Weights.random(architecture, classes, settings.seed()));
        return network;
    }

    private synchronized LibTorch library() {
        if (library == null) {
            library = new LibTorch(threads, bfloat16);
        }
        return library;
    }
}
