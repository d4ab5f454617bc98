/** Marks the records that a process works at, so that the next one knows at which it ended. */
package dev.thorax.runtime.attempt;
