package dev.thorax.faults;

import java.time.Duration;
import java.util.List;

/**
 * Holds one fault, or two at the same time. Recovery is awaited after them.
 *
 * @param pause without faults before the step
 */
record FaultStep(Duration pause, List<Fault> faults) {}
