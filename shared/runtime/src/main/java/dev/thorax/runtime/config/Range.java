package dev.thorax.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** States the least and the greatest number that a key may have, both included. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {
    /** The least number. */
    double min();

    /** The greatest number. */
    double max();
}
