/** Reads the weights files of Keras. */
package dev.thorax.network.keras;
