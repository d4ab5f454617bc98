package dev.thorax.runtime.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;

/** Finds values that are not what their key declares. */
final class ValueCheck {
    private final List<ConfigKey> keys;

    ValueCheck(List<ConfigKey> keys) {
        this.keys = keys;
    }

    /** Returns one sentence for each such value. */
    Stream<String> problems(SmallRyeConfig config) {
        return keys.stream().flatMap(key -> Limits.of(key).flatMap(limits -> problem(key, limits, config)).stream());
    }

    private static Optional<String> problem(ConfigKey key, Limits limits, SmallRyeConfig config) {
        ConfigValue value = config.getConfigValue(key.name());
        String text = value.getValue();
        if (text == null ? !key.isRequired() : limits.holds().test(text, config)) {
            return Optional.empty();
        }
        String set = "; set it (or " + key.environmentName() + ") to such a value";
        if (text == null && !key.isSecret()) {
            return Optional.of(key.name() + " is missing, it must be " + limits.meaning() + set + ".");
        }
        return Optional.of(
                key.isSecret()
                        ? key.name() + fault(key, text) + ", it must have " + limits.meaning() + set
                                + ", and keep it secret and stable."
                        : key.name() + "=" + text + " in " + SourceName.of(value.getConfigSourceName()) + " must be "
                                + limits.meaning() + set + ".");
    }

    private static String fault(ConfigKey key, String text) {
        if (text == null) {
            return " is missing";
        }
        return key.property().isAnnotationPresent(Format.class) ? " has another form" : " is too short";
    }
}
