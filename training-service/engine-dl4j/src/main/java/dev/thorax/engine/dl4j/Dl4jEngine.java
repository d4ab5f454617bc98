package dev.thorax.engine.dl4j;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Engine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.weights.Weights;

/** Deeplearning4j 1.0.0-M2.1 on the CPU; docs/decisions/0003 says what it takes to have its oneDNN helpers on. */
public final class Dl4jEngine implements Engine {
    /** The engine's name. */
    public static final String NAME = "dl4j";

    /** To be made before anything else loads JavaCPP, as {@link OneDnnHelpers} says. */
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
        EngineNetwork network =
                Dl4jConfiguration.canSay(architecture) && settings.frozen().isEmpty()
                        ? new Dl4jNetwork(architecture, classes, settings)
                        : new Dl4jGraph(architecture, classes, settings);
        network.load(Weights.random(architecture, classes, settings.seed()));
        return network;
    }
}
