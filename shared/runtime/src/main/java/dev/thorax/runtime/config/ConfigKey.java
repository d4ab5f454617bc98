package dev.thorax.runtime.config;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;

import io.smallrye.config.WithDefault;

/**
 * One key of a configuration mapping.
 *
 * @param name the key, e.g. {@code thorax.inference.batch}
 * @param property the method of the mapping that returns its value
 * @param isPrefix whether any name may follow after a dot, as in a map
 */
public record ConfigKey(String name, Method property, boolean isPrefix) {
    /** Returns the name as a page lists it; that of a map ends in {@code ."NAME"}. */
    public String pageName() {
        return isPrefix ? name + ".\"NAME\"" : name;
    }

    /** Returns the default as the mapping declares it, with its expressions. */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(property.getAnnotation(WithDefault.class)).map(WithDefault::value);
    }

    /** Returns what its value must be, as it reads after "must be". */
    public Optional<String> range() {
        return Limits.of(this).map(Limits::meaning);
    }

    /** Returns whether its value must never be printed. */
    boolean isSecret() {
        return property.isAnnotationPresent(Secret.class);
    }

    /** Returns whether its value must be set. */
    boolean isRequired() {
        Format format = property.getAnnotation(Format.class);
        return isSecret() ? !property.getAnnotation(Secret.class).optional() : format != null && format.required();
    }

    /** Returns the environment variable that sets this key. */
    String environmentName() {
        return environmentName(name);
    }

    /** Returns the environment variable that sets {@code key}. */
    static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Returns whether {@code key}, as it stands in a file, is this one. */
    boolean matches(String key) {
        return isPrefix
                ? key.startsWith(name + ".")
                : key.replaceAll("\\[\\d+]$", "").equals(name);
    }

    /** Returns whether {@code variable} sets this key. */
    boolean matchesVariable(String variable) {
        String own = environmentName();
        return isPrefix ? variable.startsWith(own + "_") : variable.equals(own);
    }
}
