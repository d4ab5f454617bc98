package dev.thorax.network.keras;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A weights file of Keras Applications.
 *
 * @param layers the names of all layers, in Keras's order, with those that have no weights
 * @param weights of each layer that has weights, in that order, its tensors by their last names, such as {@code moving_mean}
 */
public record KerasFile(List<String> layers, Map<String, Map<String, KerasTensor>> weights) {

    /**
     * Reads a file.
     *
     * @throws UnusableWeightsException with a sentence, if the file is damaged or has another layout
     */
    public static KerasFile read(Path file) {
        return KerasReader.read(file);
    }
}
