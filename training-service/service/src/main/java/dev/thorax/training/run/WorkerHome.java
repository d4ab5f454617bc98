package dev.thorax.training.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.WorkerDescription;

/**
 * Folder that the build packs the worker into: its jars, and what it can do.
 *
 * @param folder the folder
 * @param description what the worker can do
 */
public record WorkerHome(Path folder, WorkerDescription description) {
    private static final String BESIDE = "worker";
    private static final Path IN_THE_BUILD = Path.of("../../../worker/target/worker");

    /**
     * Opens the worker's folder.
     *
     * @param configured the folder by configuration, or empty to look beside the service and in the build
     * @param isStarted whether workers are started from the folder. Else only what they can do is read
     * @throws IllegalStateException with a sentence that says what to do, if it is not there
     */
    public static WorkerHome open(Optional<Path> configured, boolean isStarted) {
        Path folder =
                configured.orElseGet(WorkerHome::standard).toAbsolutePath().normalize();
        Path file = folder.resolve(WorkerDescription.FILE);
        if (!Files.isRegularFile(file)
                || isStarted && !Files.isDirectory(folder.resolve(WorkerDescription.LIBRARIES))) {
            throw new IllegalStateException("The training worker is not in " + folder + " (it needs "
                    + WorkerDescription.FILE + (isStarted ? " and " + WorkerDescription.LIBRARIES + "/" : "")
                    + "); build it with mvn -DskipTests package, or set thorax.training.worker.home to its folder.");
        }
        try {
            return new WorkerHome(folder, Json.read(Files.readAllBytes(file), WorkerDescription.class));
        } catch (IOException | Json.UnreadableEventException e) {
            throw new IllegalStateException(
                    "The description of the training worker " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the class path of a worker. */
    String classPath() {
        return folder.resolve(WorkerDescription.LIBRARIES) + "/*";
    }

    /** A packaged service lies in {@code quarkus-app/app}; the worker may lie in {@code quarkus-app/worker}. */
    private static Path standard() {
        Path application = ownJar().toAbsolutePath().getParent().getParent();
        Path beside = application.resolve(BESIDE);
        return Files.isDirectory(beside) ? beside : application.resolve(IN_THE_BUILD);
    }

    private static Path ownJar() {
        try {
            return Path.of(WorkerHome.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
