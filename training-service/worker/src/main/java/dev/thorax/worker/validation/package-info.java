/** Scores a version on labelled scans of a hospital before it goes live there, and writes the page that a person signs. */
package dev.thorax.worker.validation;
