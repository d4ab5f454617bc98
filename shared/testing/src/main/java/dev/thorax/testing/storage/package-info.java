/** An object store in memory, and the test that all object stores must pass. */
package dev.thorax.testing.storage;
