package dev.thorax.fuzz;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the inputs that are saved with the project. */
final class SavedInputs {
    private SavedInputs() {}

    /** Returns the folder of a target's inputs, or empty if none are saved. */
    static Optional<Path> folder(Target target) {
        URL folder = SavedInputs.class.getResource(target.savedInputs());
        try {
            return folder == null ? Optional.empty() : Optional.of(Path.of(folder.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
