package dev.thorax.worker.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.engine.torch.TorchEngine;
import dev.thorax.network.engine.Engine;
import dev.thorax.worker.TrainingException;

/** Holds the engines by name. */
public final class EngineRegistry {
    private final Map<String, Engine> engines = new TreeMap<>();
    private final String standard;

    /**
     * Offers {@code engines}.
     *
     * @param standard name of the engine for requests that name none
     * @throws IllegalArgumentException with a sentence, if it is not among them
     */
    public EngineRegistry(Iterable<Engine> engines, String standard) {
        engines.forEach(engine -> this.engines.put(engine.name(), engine));
        this.standard = standard;
        if (!this.engines.containsKey(standard)) {
            throw new IllegalArgumentException("thorax.training.engine is \"" + standard + "\", which is not one of "
                    + String.join(", ", names()) + ".");
        }
    }

    /**
     * Returns all installed engines. None of them loads native code before it makes a network.
     *
     * @param threads threads that {@code torch} computes with, 0 for all processors; {@code dl4j} goes by the variable
     *     {@code OMP_NUM_THREADS}
     */
    public static EngineRegistry installed(String standard, int threads) {
        return new EngineRegistry(List.of(new Dl4jEngine(), new TorchEngine(threads)), standard);
    }

    /** Returns the names of all engines, sorted. */
    public Set<String> names() {
        return engines.keySet();
    }

    /**
     * Returns the engine of that name, or the configured one for null.
     *
     * @throws TrainingException naming the known ones, if there is none
     */
    public Engine get(String name) {
        Engine engine = engines.get(name == null ? standard : name);
        if (engine == null) {
            throw new TrainingException(
                    "There is no engine \"" + name + "\" here; use one of " + String.join(", ", names()) + ".");
        }
        return engine;
    }
}
