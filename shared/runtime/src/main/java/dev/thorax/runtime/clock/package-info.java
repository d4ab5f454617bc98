/** The clock of a service. */
package dev.thorax.runtime.clock;
