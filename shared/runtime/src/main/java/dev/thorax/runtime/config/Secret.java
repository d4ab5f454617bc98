package dev.thorax.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a key whose value must never be printed. It must be set, unless it is optional. A {@link Format} may state its form. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Secret {
    /** The fewest characters that it may have. */
    int minLength() default 1;

    /** Returns whether it may be missing. */
    boolean optional() default false;
}
