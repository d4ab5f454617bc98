/** Describes each kind of layer with its shapes and weights. */
package dev.thorax.network.layer;
