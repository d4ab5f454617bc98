/** Verifies the files of a trained version against the engine and writes them so that a bundle is complete or absent. */
package dev.thorax.worker.bundle;
