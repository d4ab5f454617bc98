/** Writes the ONNX files of a bundle from trained weights. */
package dev.thorax.network.onnx;
