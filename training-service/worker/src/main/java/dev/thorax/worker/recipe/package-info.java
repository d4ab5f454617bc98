/** Reads recipes from YAML: how a network is made and trained. */
package dev.thorax.worker.recipe;
