/** Describes a model: its manifest, its input and its probabilities. */
package dev.thorax.contracts.model;
