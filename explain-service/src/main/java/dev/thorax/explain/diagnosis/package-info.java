/** Keeps each diagnosis where HTTP devices find it, and the latest ones in memory for the page. */
package dev.thorax.explain.diagnosis;
