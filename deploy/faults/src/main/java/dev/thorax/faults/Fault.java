package dev.thorax.faults;

import java.time.Duration;

/**
 * Describes one fault.
 *
 * @param delay from the begin of its step to its begin
 * @param length from its begin to its end
 */
record Fault(FaultKind kind, Target target, Duration delay, Duration length) {
    /** Returns whether both faults can be there at the same time. */
    boolean canMeet(Fault other) {
        return target != other.target || kind.sparesTarget() != other.kind.sparesTarget();
    }

    /** Returns kind and target, for people and files. */
    String name() {
        return kind + " " + target.label();
    }
}
