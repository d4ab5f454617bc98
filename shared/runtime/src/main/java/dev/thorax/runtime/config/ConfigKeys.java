package dev.thorax.runtime.config;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

/** Lists the keys of configuration mappings. */
public final class ConfigKeys {
    private ConfigKeys() {}

    /** Returns all keys of {@code mappings}, in the order of their names. */
    public static List<ConfigKey> of(List<Class<?>> mappings) {
        return mappings.stream()
                .flatMap(mapping -> keys(prefix(mapping), mapping))
                .sorted(Comparator.comparing(ConfigKey::name))
                .toList();
    }

    /** Returns the prefix of a mapping's keys. */
    static String prefix(Class<?> mapping) {
        return mapping.getAnnotation(ConfigMapping.class).prefix();
    }

    private static Stream<ConfigKey> keys(String prefix, Class<?> group) {
        return Arrays.stream(group.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .flatMap(method -> keys(prefix + "." + name(method), method));
    }

    private static Stream<ConfigKey> keys(String name, Method method) {
        Class<?> type = method.getReturnType();
        boolean isGroup = type.isInterface() && type.getEnclosingClass() != null && !Map.class.isAssignableFrom(type);
        return isGroup ? keys(name, type) : Stream.of(new ConfigKey(name, method, Map.class.isAssignableFrom(type)));
    }

    /** Returns the name in the key: {@code minPatients} is {@code min-patients}. */
    private static String name(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given != null
                ? given.value()
                : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
