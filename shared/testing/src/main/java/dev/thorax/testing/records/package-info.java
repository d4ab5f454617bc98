/** Records that nobody should send, and the check that a service goes on after each. */
package dev.thorax.testing.records;
