/** Tiny ONNX models and bundles for tests. */
package dev.thorax.testing.model;
