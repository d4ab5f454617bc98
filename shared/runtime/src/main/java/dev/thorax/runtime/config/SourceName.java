package dev.thorax.runtime.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a source of configuration as an operator knows it. */
final class SourceName {
    private static final Pattern LOCATION = Pattern.compile(".*\\[source=(.*)]");

    private SourceName() {}

    /** Returns e.g. {@code the file /etc/thorax.properties} for the name that SmallRye gives to the source. */
    static String of(String name) {
        if (name == null) {
            return "the defaults";
        }
        Matcher location = LOCATION.matcher(name);
        if (location.matches()) {
            return "the file " + location.group(1).replaceFirst("^file:(//)?", "");
        }
        return name.startsWith("EnvConfigSource")
                ? "the environment"
                : name.startsWith("SysPropConfigSource") ? "the system properties" : name;
    }
}
