/** The object store, and the one place where its keys are made. */
package dev.thorax.storage;
