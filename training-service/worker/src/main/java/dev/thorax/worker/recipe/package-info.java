/** How a network is made and trained, read from YAML. */
package dev.thorax.worker.recipe;
