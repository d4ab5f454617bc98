/** Scores stored scans with the model in production: {@link dev.thorax.inference.Scoring} is the whole flow. */
package dev.thorax.inference;
