package dev.thorax.manifests.check;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the fields that a model of an operator keeps although it does not know them, and those that it has for older versions of
 * its API only.
 */
final class UnknownFields {
    private static final String KEPT = "getAdditionalProperties";

    private UnknownFields() {}

    /** Returns the unknown fields of an object and of all that it has. */
    static Stream<String> of(Object object) {
        if (object instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(UnknownFields::of);
        }
        if (object instanceof Collection<?> collection) {
            return collection.stream().flatMap(UnknownFields::of);
        }
        if (object == null || object instanceof Enum<?> || !isModel(object.getClass())) {
            return Stream.empty();
        }
        return Arrays.stream(object.getClass().getMethods())
                .filter(UnknownFields::isGetter)
                .flatMap(getter -> of(object, getter));
    }

    private static Stream<String> of(Object object, Method getter) {
        Object value = value(object, getter);
        if (getter.getName().equals(KEPT)) {
            return value instanceof Map<?, ?> unknown
                    ? unknown.keySet().stream()
                            .map(name -> name + " is no field of "
                                    + object.getClass().getSimpleName())
                    : Stream.empty();
        }
        return value != null && getter.isAnnotationPresent(Deprecated.class)
                ? Stream.of(getter.getName() + " of " + object.getClass().getSimpleName() + " is of an older version")
                : of(value);
    }

    private static boolean isModel(Class<?> type) {
        return type.getName().startsWith("io.strimzi.") || type.getName().startsWith("io.fabric8.");
    }

    private static boolean isGetter(Method method) {
        return method.getName().startsWith("get")
                && method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && isModel(method.getDeclaringClass());
    }

    private static Object value(Object object, Method getter) {
        try {
            return getter.invoke(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(getter + " failed.", e);
        }
    }
}
