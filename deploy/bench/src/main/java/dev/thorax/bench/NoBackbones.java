package dev.thorax.bench;

import java.nio.file.Path;

import dev.thorax.worker.backbone.BackboneStore;

/** Has no weights; the folder beside the project has them. */
final class NoBackbones implements BackboneStore {
    @Override
    public boolean get(String name, Path target) {
        return false;
    }

    @Override
    public void put(String name, byte[] bytes) {}
}
