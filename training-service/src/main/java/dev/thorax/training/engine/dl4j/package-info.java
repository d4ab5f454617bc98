/** Deeplearning4j, with oneDNN. */
package dev.thorax.training.engine.dl4j;
