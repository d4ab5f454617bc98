package dev.thorax.worker.job;

/**
 * A network as a bundle has it.
 *
 * @param model {@code model.onnx}
 * @param gradcam {@code gradcam.onnx}
 */
public record ModelFiles(byte[] model, byte[] gradcam) {}
