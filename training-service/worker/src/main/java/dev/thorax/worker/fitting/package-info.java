/** Fits a network epoch by epoch and decides when to stop. */
package dev.thorax.worker.fitting;
