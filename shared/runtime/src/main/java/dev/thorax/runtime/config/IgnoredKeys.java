package dev.thorax.runtime.config;

import java.util.List;
import java.util.regex.Pattern;

/** Lists keys that begin like a key of Thorax and are none: those of its build, tests and tools, and of Kubernetes. */
final class IgnoredKeys {
    /** Keys that the build, the tests, the local stack and the benchmarks use, each with what follows after a dot. */
    private static final List<String> TOOLS = List.of(
            "thorax.embedded", "thorax.home", "thorax.modules", "thorax.schemas", "thorax.service", "thorax.shared");

    /** Kubernetes adds these to a container for each of its services whose name begins with "thorax". */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "THORAX_\\w+_(SERVICE_(HOST|PORT(_\\w+)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private IgnoredKeys() {}

    static boolean contains(String key) {
        return TOOLS.stream().anyMatch(tool -> key.equals(tool) || key.startsWith(tool + "."));
    }

    static boolean containsVariable(String variable) {
        return SERVICE_LINK.matcher(variable).matches()
                || TOOLS.stream()
                        .map(ConfigKey::environmentName)
                        .anyMatch(tool -> variable.equals(tool) || variable.startsWith(tool + "_"));
    }
}
