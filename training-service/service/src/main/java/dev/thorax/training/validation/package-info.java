/** Validations: a version is scored on labelled scans of a hospital before it goes live there. */
package dev.thorax.training.validation;
