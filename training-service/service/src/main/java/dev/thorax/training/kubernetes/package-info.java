/** Runs workers as Jobs of a Kubernetes cluster. */
package dev.thorax.training.kubernetes;
