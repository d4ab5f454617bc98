/** The model that serves: following the production slot, loading a version, and swapping it between batches. */
package dev.thorax.inference.model;
