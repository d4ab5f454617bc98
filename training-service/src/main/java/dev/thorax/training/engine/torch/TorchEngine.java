package dev.thorax.training.engine.torch;

import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.engine.Engine;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.TrainingSettings;
import dev.thorax.training.engine.Weights;

/** LibTorch 2.10. */
public final class TorchEngine implements Engine {
    /** The engine's name. */
    public static final String NAME = "torch";

    private final int threads;
    private final boolean bfloat16;
    private Runtime runtime;

    public TorchEngine(int threads) {
        this(threads, true);
    }

    public TorchEngine(int threads, boolean bfloat16) {
        this.threads = threads;
        this.bfloat16 = bfloat16;
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
    public synchronized Network create(Architecture architecture, int classes, TrainingSettings settings) {
        if (runtime == null) {
            runtime = new Runtime(threads, bfloat16);
        }
        Network network = new TorchNetwork(architecture, classes, settings, runtime);
        network.load(Weights.random(architecture, classes, settings.seed()));
        return network;
    }
}
