/** From trained weights to the two ONNX files of a bundle. */
package dev.thorax.network.onnx;
