package dev.thorax.runtime.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.smallrye.config.EnvConfigSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Finds {@code thorax.*} keys that no mapping has: a value that was set under a misspelt key would be ignored. It never prints
 * their values, since the misspelt key may be that of a secret.
 */
final class UnknownKeyCheck {
    private static final String KEYS = "thorax.";
    private static final String VARIABLES = "THORAX_";
    private static final int FAR = 4;

    private final ConfigSections sections;

    UnknownKeyCheck(ConfigSections sections) {
        this.sections = sections;
    }

    /** Returns one sentence for each unknown key. */
    Stream<String> problems(Config config) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .flatMap(this::problems)
                .distinct();
    }

    private Stream<String> problems(ConfigSource source) {
        return source instanceof EnvConfigSource variables
                ? variables.getProperties().keySet().stream()
                        .filter(name -> name.startsWith(VARIABLES) && !isKnownVariable(name))
                        .map(name -> sentence(name, "variable", source, ConfigKey::environmentName))
                : source.getPropertyNames().stream()
                        .map(name -> name.replaceFirst("^%[^.]+\\.", ""))
                        .filter(name -> name.startsWith(KEYS) && !isKnown(name))
                        .map(name -> sentence(name, "key", source, ConfigKey::name));
    }

    private boolean isKnown(String key) {
        return IgnoredKeys.contains(key)
                || sections.isForeign(key)
                || sections.keys().stream().anyMatch(known -> known.matches(key));
    }

    private boolean isKnownVariable(String variable) {
        return IgnoredKeys.containsVariable(variable)
                || sections.isForeignVariable(variable)
                || sections.keys().stream().anyMatch(known -> known.matchesVariable(variable));
    }

    private String sentence(String name, String kind, ConfigSource source, Function<ConfigKey, String> naming) {
        String advice = nearest(name, sections.keys().stream().map(naming).toList())
                .map(known -> "did you mean " + known + "?")
                .orElse("remove it, or take one of those in docs/configuration.md.");
        return "The " + kind + " " + name + " in " + SourceName.of(source.getName()) + " is unknown; " + advice;
    }

    private static Optional<String> nearest(String name, List<String> known) {
        return known.stream()
                .filter(key -> EditDistance.between(name, key) < FAR)
                .min(Comparator.comparingInt(key -> EditDistance.between(name, key)));
    }
}
