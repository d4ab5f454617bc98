/** From the event of a stored scan to the pixels that the network takes, or to the reason why not. */
package dev.thorax.inference.loading;
