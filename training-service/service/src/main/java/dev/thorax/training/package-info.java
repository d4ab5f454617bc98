/** Wires the control plane of training. */
package dev.thorax.training;
