package dev.thorax.ingest.device;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.common.KafkaException;

import dev.thorax.contracts.topic.DeviceTopics;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.runtime.topic.TopicsState;

import static java.util.stream.Collectors.toSet;

/** Finds the topics of devices, and which of them fit. Each is judged by itself. */
final class DeviceTopicCheck implements Supplier<DeviceTopicState> {
    private final Supplier<? extends Collection<String>> topics;
    private final Function<List<TopicSettings>, TopicsState> comparison;

    /**
     * Creates a check.
     *
     * @param topics asks the broker for the names of all topics; throws a {@link KafkaException} if it does not answer
     * @param comparison compares topics with what they need
     */
    DeviceTopicCheck(
            Supplier<? extends Collection<String>> topics, Function<List<TopicSettings>, TopicsState> comparison) {
        this.topics = topics;
        this.comparison = comparison;
    }

    /**
     * Returns what is there now.
     *
     * @throws KafkaException if the broker does not answer
     */
    @Override
    public DeviceTopicState get() {
        List<TopicSettings> needed = topics.get().stream()
                .flatMap(topic -> DeviceTopics.device(topic).stream())
                .map(DeviceTopics::settings)
                .toList();
        TopicsState found = comparison.apply(needed);
        if (found.cause() != null) {
            throw new KafkaException("The topics of devices cannot be compared: " + found.cause());
        }
        Set<String> fitting = needed.stream()
                .map(TopicSettings::name)
                .filter(topic -> !found.faults().containsKey(topic))
                .collect(toSet());
        return new DeviceTopicState(fitting, found.faults());
    }
}
