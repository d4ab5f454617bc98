/** Settles what the metrics of all services have in common. */
package dev.thorax.runtime.metrics;
