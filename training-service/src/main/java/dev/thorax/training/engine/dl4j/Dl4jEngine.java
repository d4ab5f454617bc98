package dev.thorax.training.engine.dl4j;

import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.engine.Engine;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.TrainingSettings;
import dev.thorax.training.engine.Weights;

/** Deeplearning4j 1.0.0-M2.1 on the CPU; docs/decisions/0003 says what it takes to have its oneDNN helpers on. */
public final class Dl4jEngine implements Engine {
    /** The engine's name. */
    public static final String NAME = "dl4j";

    /** To be made before anything else loads JavaCPP, as {@link OneDnn} says. */
    public Dl4jEngine() {
        OneDnn.enable();
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
    public Network create(Architecture architecture, int classes, TrainingSettings settings) {
        Network network =
                Dl4jConfiguration.canSay(architecture) && settings.frozen().isEmpty()
                        ? new Dl4jNetwork(architecture, classes, settings)
                        : new Dl4jGraph(architecture, classes, settings);
        network.load(Weights.random(architecture, classes, settings.seed()));
        return network;
    }
}
