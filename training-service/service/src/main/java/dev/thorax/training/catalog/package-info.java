/** Reads the versions from the bundles in the object store. */
package dev.thorax.training.catalog;
