/** LibTorch, on the processor or on an NVIDIA GPU. */
package dev.thorax.engine.torch;
