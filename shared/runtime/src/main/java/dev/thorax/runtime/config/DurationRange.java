package dev.thorax.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** States the shortest and the longest duration that a key may have, both included, in ISO-8601 as {@code PT2S}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface DurationRange {
    /** The shortest duration. */
    String min();

    /** The longest duration. */
    String max();
}
