package dev.thorax.runtime.topic;

import java.util.List;

import dev.thorax.contracts.topic.TopicSettings;

/**
 * Lists the topics that a service reads or writes.
 *
 * @param names their names, each in the catalogue
 */
public record RequiredTopics(List<String> names) {
    /** Checks the names. */
    public RequiredTopics {
        names.forEach(TopicSettings::of);
        names = List.copyOf(names);
    }

    /** Lists {@code names}. */
    public static RequiredTopics of(String... names) {
        return new RequiredTopics(List.of(names));
    }
}
