/** Holds the weights of a network. */
package dev.thorax.network.weights;
