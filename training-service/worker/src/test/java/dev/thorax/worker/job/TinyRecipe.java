package dev.thorax.worker.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the recipe {@code mine}, whose network trains in a second. */
final class TinyRecipe {
    private TinyRecipe() {}

    /**
     * Writes the recipe.
     *
     * @param folder the folder of recipes
     * @param learningRate as in the recipe, e.g. {@code 0.001}
     */
    static void write(Path folder, String learningRate) throws IOException {
        write(folder, learningRate, "");
    }

    /** Writes it with one line more. */
    static void write(Path folder, String learningRate, String line) throws IOException {
        Files.writeString(
                folder.resolve("mine.yaml"),
                String.join(
                        "\n",
                        "name: mine",
                        "input: {height: 8, width: 8, interpolation: AREA}",
                        "channels: 1",
                        "layers:",
                        "  - conv: {filters: 2, kernel: 3, activation: relu}",
                        "  - flatten: {}",
                        "learningRate: " + learningRate,
                        "batch: 8",
                        "epochs: 2",
                        "classWeights: NONE",
                        "checkpoint: LAST",
                        line,
                        ""));
    }
}
