package dev.thorax.containers;

import java.nio.file.Path;

import org.testcontainers.utility.DockerImageName;

/** Finds the images of this build, and what they were made of. */
final class Images {
    static final Path PROJECT = Path.of(System.getProperty("thorax.modules"));

    private Images() {}

    /** Returns the name of an image of this build. */
    static DockerImageName name(String image) {
        return DockerImageName.parse("localhost/thorax/" + image + ":" + System.getProperty("thorax.images.tag"));
    }

    /** Returns the {@code quarkus-run.jar} of the service in an image. */
    static Path jar(String image) {
        String service = image.replace("-with-worker", "");
        Path module = service.startsWith("training") ? Path.of("training-service", "service") : Path.of(service);
        return PROJECT.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
