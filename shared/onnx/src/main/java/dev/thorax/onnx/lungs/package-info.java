/** Makes the input of a network from a canonical image, if it wants with the lungs found and cut out. */
package dev.thorax.onnx.lungs;
