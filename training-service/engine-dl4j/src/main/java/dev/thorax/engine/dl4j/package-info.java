/** Deeplearning4j, with oneDNN. */
package dev.thorax.engine.dl4j;
