/** Describes a network as a graph of layers. */
package dev.thorax.network.architecture;
