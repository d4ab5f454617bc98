/** Trains networks with LibTorch, on the CPU or an NVIDIA GPU. */
package dev.thorax.engine.torch;
