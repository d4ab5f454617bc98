/** A version that is open: its network with the step that makes its input, shared by all who use it. */
package dev.thorax.onnx.opened;
