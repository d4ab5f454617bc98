package dev.thorax.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** States the form of a key's text. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Format {
    /** An address that clients of HTTP take. */
    String HTTP_URL = "https?://[^\\s/?#]+(/[^\\s?#]*)?";

    /** The regular expression that matches the whole text. */
    String regex();

    /** Returns the rule, as it reads after "must be". */
    String meaning();

    /** Returns whether the key must be set. */
    boolean required() default false;
}
