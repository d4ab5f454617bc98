/** The files of a trained version: made, proved against the engine, and written so that a bundle is whole or absent. */
package dev.thorax.worker.bundle;
