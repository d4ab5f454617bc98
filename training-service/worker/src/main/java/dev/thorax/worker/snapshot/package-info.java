/** Freezes what a training is made of when its first worker begins, so that nothing that comes later changes it. */
package dev.thorax.worker.snapshot;
