package dev.thorax.training.engine;

import dev.thorax.training.architecture.Architecture;

/** A library that trains networks. */
public interface Engine {
    /** Its name in recipes, requests and configuration. */
    String name();

    /** Version of the library. */
    String version();

    /** A new network with random weights, ready to be fitted. */
    Network create(Architecture architecture, int classes, TrainingSettings settings);
}
