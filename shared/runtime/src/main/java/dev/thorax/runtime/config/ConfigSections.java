package dev.thorax.runtime.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configuration mappings of one service. A file or a set of variables may serve several services, so a service checks the
 * sections of its own mappings and ignores those of the other services, which check them.
 */
public final class ConfigSections {
    private static final Set<String> ALL = Set.of(
            "thorax.access",
            "thorax.batch",
            "thorax.explain",
            "thorax.http",
            "thorax.inference",
            "thorax.ingest",
            "thorax.onnx",
            "thorax.promotion",
            "thorax.pseudonym",
            "thorax.signatures",
            "thorax.storage",
            "thorax.training");

    private final List<ConfigKey> keys;
    private final Set<String> foreign;

    private ConfigSections(List<ConfigKey> keys, Set<String> foreign) {
        this.keys = keys;
        this.foreign = foreign;
    }

    /** Makes the sections of {@code mappings}. */
    public static ConfigSections of(Class<?>... mappings) {
        List<Class<?>> list = List.of(mappings);
        Set<String> own = list.stream().map(ConfigKeys::prefix).collect(Collectors.toSet());
        Set<String> foreign =
                ALL.stream().filter(section -> !own.contains(section)).collect(Collectors.toUnmodifiableSet());
        return new ConfigSections(ConfigKeys.of(list), foreign);
    }

    /** Returns the keys of the service, in the order of their names. */
    public List<ConfigKey> keys() {
        return keys;
    }

    /** Returns whether {@code key} belongs to another service. */
    boolean isForeign(String key) {
        return foreign.stream().anyMatch(section -> key.startsWith(section + "."));
    }

    /** Returns whether {@code variable} belongs to another service. */
    boolean isForeignVariable(String variable) {
        return foreign.stream().anyMatch(section -> variable.startsWith(ConfigKey.environmentName(section) + "_"));
    }
}
