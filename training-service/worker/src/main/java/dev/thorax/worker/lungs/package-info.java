/** Fetches the lung finder that a recipe names, and finds out from whom it learned. */
package dev.thorax.worker.lungs;
