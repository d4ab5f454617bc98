package dev.thorax.runtime.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Reads configuration mappings with the values of a test, and with the defaults for all else. */
public final class TestConfig {
    private TestConfig() {}

    /** Returns a mapping with some values. */
    public static <T> T of(Class<T> mapping, Map<String, String> values) {
        return builder(values).withMapping(mapping).build().getConfigMapping(mapping);
    }

    /** Returns what a service finds wrong with some values. */
    public static List<String> problems(Class<?> mapping, Map<String, String> values) {
        return ConfigCheck.problems(builder(values).build(), ConfigSections.of(mapping));
    }

    /** Returns the defaults of a mapping by their keys, as they are declared. */
    public static Map<String, String> defaults(Class<?> mapping) {
        Map<String, String> defaults = new HashMap<>();
        ConfigSections.of(mapping).keys().forEach(key -> key.defaultValue()
                .ifPresent(value -> defaults.put(key.name(), value)));
        return defaults;
    }

    private static SmallRyeConfigBuilder builder(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(values, "test", 250));
    }
}
