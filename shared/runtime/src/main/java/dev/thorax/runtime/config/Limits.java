package dev.thorax.runtime.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

import io.smallrye.config.SmallRyeConfig;

/**
 * What the value of a key must be.
 *
 * @param meaning as it reads after "must be"
 * @param holds whether a text is such a value
 */
record Limits(String meaning, BiPredicate<String, SmallRyeConfig> holds) {
    /** Returns the limits that {@code key} declares. */
    static Optional<Limits> of(ConfigKey key) {
        Range range = key.property().getAnnotation(Range.class);
        if (range != null) {
            return Optional.of(
                    between(range.min(), range.max(), Limits::number, (text, config) -> Double.valueOf(text)));
        }
        DurationRange durations = key.property().getAnnotation(DurationRange.class);
        if (durations != null) {
            return Optional.of(between(
                    Duration.parse(durations.min()),
                    Duration.parse(durations.max()),
                    Limits::shortForm,
                    (text, config) -> config.requireConverter(Duration.class).convert(text)));
        }
        Format format = key.property().getAnnotation(Format.class);
        Secret secret = key.property().getAnnotation(Secret.class);
        if (secret != null && format == null) {
            int least = secret.minLength();
            return Optional.of(new Limits(
                    "at least " + least + (least == 1 ? " character" : " characters"),
                    (text, config) -> text.length() >= least));
        }
        return Optional.ofNullable(format)
                .map(form -> new Limits(form.meaning(), (text, config) -> text.matches(form.regex())));
    }

    private static <T extends Comparable<T>> Limits between(
            T min, T max, Function<T, String> form, BiFunction<String, SmallRyeConfig, T> reader) {
        return new Limits(form.apply(min) + " to " + form.apply(max), (text, config) -> {
            T value = reader.apply(text, config);
            return min.compareTo(value) <= 0 && value.compareTo(max) <= 0;
        });
    }

    private static String number(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** Returns the short form that configuration takes, e.g. {@code 2s}. */
    private static String shortForm(Duration duration) {
        return duration.toString().replaceFirst("^PT", "").toLowerCase(Locale.ROOT);
    }
}
