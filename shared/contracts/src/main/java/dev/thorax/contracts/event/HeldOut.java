package dev.thorax.contracts.event;

import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** What a training keeps whole when it holds scans out to score itself. Events, recipes and manifests carry its {@link #wireName}. */
public enum HeldOut {
    /** All scans of a patient. The score says what other patients of the same sources may expect. */
    PATIENTS("patients"),
    /** All scans of a source (hospital or site), and so of its patients. The score says what a hospital may expect of which no scan was seen. */
    SOURCES("sources");

    private final String wireName;

    HeldOut(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the value of that wire name, or empty if there is none. */
    public static Optional<HeldOut> of(@Nullable String wireName) {
        return Arrays.stream(values())
                .filter(value -> value.wireName.equals(wireName))
                .findFirst();
    }

    /** Throws {@link IllegalArgumentException} with a sentence if there is no value of that wire name. */
    @JsonCreator
    static HeldOut named(String wireName) {
        return of(wireName)
                .orElseThrow(
                        () -> new IllegalArgumentException("heldOut must be patients or sources, not " + wireName));
    }

    /** Returns the name in events, recipes and manifests. */
    @JsonValue
    public String wireName() {
        return wireName;
    }
}
