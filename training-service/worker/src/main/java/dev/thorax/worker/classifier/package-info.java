/** A classical classifier behind the frozen layers of a network. */
package dev.thorax.worker.classifier;
