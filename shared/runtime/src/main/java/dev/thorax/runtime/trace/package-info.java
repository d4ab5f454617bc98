/** Traces (OpenTelemetry): which steps a scan took, from the device's record to its diagnosis and explanation. Off by default. */
package dev.thorax.runtime.trace;
