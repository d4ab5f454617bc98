package dev.thorax.contracts.worker;

import java.util.List;
import java.util.Map;

/**
 * Describes what a packaged worker can do. The build writes it as {@code describe.json} into the worker's folder.
 *
 * @param mainClass the class that starts a job
 * @param engines names of its engines, sorted
 * @param recipes names of its built-in recipes, sorted
 * @param environment environment variables that its native libraries need
 */
public record WorkerDescription(
        String mainClass, List<String> engines, List<String> recipes, Map<String, String> environment) {
    /** Name of the file in the worker's folder. */
    public static final String FILE = "describe.json";
    /** Name of the folder beside it that holds the worker's jars. */
    public static final String LIBRARIES = "lib";

    /** Copies the collections. */
    public WorkerDescription {
        engines = List.copyOf(engines);
        recipes = List.copyOf(recipes);
        environment = Map.copyOf(environment);
    }
}
