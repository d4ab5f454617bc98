package dev.thorax.contracts.event;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A place that one model version serves in. Events, keys and HTTP bodies carry its {@link #wireName}. */
public enum Slot {
    /** The version here makes the diagnoses. */
    PRODUCTION("production"),
    /** The version here is on trial. It scores the same scans beside production. */
    CANDIDATE("candidate");

    private final String wireName;

    Slot(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the slot of that wire name, or empty if there is none. */
    public static Optional<Slot> of(@Nullable String wireName) {
        return Arrays.stream(values()).filter(slot -> slot.isNamed(wireName)).findFirst();
    }

    /** Returns the name in events, keys and HTTP bodies. */
    public String wireName() {
        return wireName;
    }

    /** Returns whether {@code name} is the wire name of this slot. */
    public boolean isNamed(@Nullable String name) {
        return wireName.equals(name);
    }
}
