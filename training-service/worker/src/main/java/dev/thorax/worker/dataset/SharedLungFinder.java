package dev.thorax.worker.dataset;

import dev.thorax.onnx.lungs.LungFinder;

/**
 * The lung finder by which all scans of a training are read.
 *
 * @param finder finds the lungs; closed with this
 * @param sha256 SHA-256 of its {@code lungs.onnx}, 64 lower-case hex digits
 */
public record SharedLungFinder(LungFinder finder, String sha256) implements AutoCloseable {
    @Override
    public void close() {
        finder.close();
    }
}
