package dev.thorax.training.bundle;

import java.util.Map;
import java.util.TreeMap;

import dev.thorax.model.Manifest;

/**
 * The ONNX files of a bundle.
 *
 * @param model {@code model.onnx}
 * @param gradcam {@code gradcam.onnx}
 */
public record BundleFiles(byte[] model, byte[] gradcam) {

    /** SHA-256 of each file, 64 lower-case hex digits, by its name. */
    public Map<String, String> digests() {
        return new TreeMap<>(Map.of(Manifest.MODEL, Sha256.of(model), Manifest.GRADCAM, Sha256.of(gradcam)));
    }
}
