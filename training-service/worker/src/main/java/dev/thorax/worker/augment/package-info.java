/** Training images varied by chance, and made ready as batches while the network trains. */
package dev.thorax.worker.augment;
