package dev.thorax.network.engine;

import dev.thorax.network.architecture.Architecture;

/** A library that trains networks. */
public interface Engine {
    /** Its name in recipes, requests and configuration. */
    String name();

    /** Version of the library. */
    String version();

    /** A new network with random weights, ready to be fitted. */
    EngineNetwork create(Architecture architecture, int classes, TrainingSettings settings);
}
