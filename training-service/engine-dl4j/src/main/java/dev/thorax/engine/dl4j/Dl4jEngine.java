package dev.thorax.engine.dl4j;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Engine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.weights.Weights;

/** Trains networks with Deeplearning4j 1.0.0-M2.1 on the CPU, with its oneDNN helpers on (docs/decisions/0003). */
public final class Dl4jEngine implements Engine {
    /** The engine's name. */
    public static final String NAME = "dl4j";

    /** Turns the oneDNN helpers on; must run before anything else loads JavaCPP, see {@link OneDnnHelpers}. */
    public Dl4jEngine() {
        OneDnnHelpers.enable();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "1.0.0-M2.1";
    }

    @Override
    public EngineNetwork create(Architecture architecture, int classes, TrainingSettings settings) {
        EngineNetwork network = new Dl4jNetwork(architecture, classes, settings);
        network.load(Weights.random(architecture, classes, settings.seed()));
        return network;
    }
}
