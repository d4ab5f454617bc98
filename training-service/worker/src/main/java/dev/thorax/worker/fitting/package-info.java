/** Epoch after epoch until the network no longer gets better. */
package dev.thorax.worker.fitting;
