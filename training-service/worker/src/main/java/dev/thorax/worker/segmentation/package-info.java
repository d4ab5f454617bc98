/** Trains networks that draw masks, and scores them. */
package dev.thorax.worker.segmentation;
