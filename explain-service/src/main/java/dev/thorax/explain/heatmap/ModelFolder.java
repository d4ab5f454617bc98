package dev.thorax.explain.heatmap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.storage.FolderTree;

/** Holds fetched model files: the configured folder, or a temporary one that is deleted when the service stops. */
@ApplicationScoped
class ModelFolder {
    private final Path path;
    private final boolean temporary;

    ModelFolder(ExplainConfig config) throws IOException {
        this.temporary = config.models().isEmpty();
        this.path = temporary
                ? Files.createTempDirectory("thorax-explain-")
                : Files.createDirectories(config.models().get());
    }

    /** Returns the folder. */
    Path path() {
        return path;
    }

    @PreDestroy
    void remove() throws IOException {
        if (temporary) {
            FolderTree.delete(path);
        }
    }
}
