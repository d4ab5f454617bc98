/** Reads what configuration is documented and set, for tests that compare it with the code. */
package dev.thorax.testing.config;
