package dev.thorax.network.engine;

import dev.thorax.network.architecture.Architecture;

/** Trains networks with one library. */
public interface Engine {
    /** Returns its name in recipes, requests and configuration. */
    String name();

    /** Returns the library's version. */
    String version();

    /**
     * Creates a network with random weights that is ready to be fitted.
     *
     * @throws UnsupportedArchitectureException with a sentence, if the library cannot train it
     */
    EngineNetwork create(Architecture architecture, int classes, TrainingSettings settings);
}
