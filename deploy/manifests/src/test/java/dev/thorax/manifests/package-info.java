/** Reads the manifests of {@code k8s/} as {@code kubectl kustomize} renders them. */
package dev.thorax.manifests;
