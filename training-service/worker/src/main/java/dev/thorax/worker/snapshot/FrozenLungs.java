package dev.thorax.worker.snapshot;

import java.util.List;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;

/**
 * The lung finder that a training froze.
 *
 * @param model name of the recipe that trained it
 * @param version its version
 * @param sha256 SHA-256 of its {@code lungs.onnx}, 64 lower-case hex digits
 * @param input what it takes of a canonical image
 * @param learned ids of the scans of the data set whose patients it learned from
 */
public record FrozenLungs(String model, String version, String sha256, InputSpec input, List<String> learned) {
    /** Copies the list. */
    public FrozenLungs {
        learned = List.copyOf(learned);
    }

    /** Returns it as a manifest names it. */
    public Manifest.Lungs inManifest() {
        return new Manifest.Lungs(model, version, input);
    }

    /** Returns its name for people. */
    public String name() {
        return "version " + version + " of " + model;
    }
}
