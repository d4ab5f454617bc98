/** Trains networks with Deeplearning4j and oneDNN. */
package dev.thorax.engine.dl4j;
