/** Checks of rendered manifests: against the models of Kubernetes and its operators, and against the code. */
package dev.thorax.manifests.check;
