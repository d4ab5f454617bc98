/** Augments training images and prefetches them as batches. */
package dev.thorax.worker.augment;
