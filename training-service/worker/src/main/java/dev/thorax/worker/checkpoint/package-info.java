/** Stores the state of a training after an epoch, so that another process can continue it. */
package dev.thorax.worker.checkpoint;
