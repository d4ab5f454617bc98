/** Fits classical classifiers to the features of a frozen network. */
package dev.thorax.worker.classifier;
