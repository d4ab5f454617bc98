/** Fetches the bundle of a model and opens its networks in ONNX Runtime. */
package dev.thorax.onnx;
