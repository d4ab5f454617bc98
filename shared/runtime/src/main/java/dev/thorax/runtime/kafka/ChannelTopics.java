package dev.thorax.runtime.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.Metric;

/** Changes which topics a channel consumes while it runs. SmallRye itself subscribes once, to a list or to a pattern. */
@ApplicationScoped
public class ChannelTopics {
    private final KafkaClientService clients;

    ChannelTopics(KafkaClientService clients) {
        this.clients = clients;
    }

    /**
     * Lets {@code channel} consume {@code topics} and no others. Its group then shares all partitions anew, and a batch in work comes
     * again. Nothing changes if it consumes these already, or none yet.
     *
     * @return whether something changed
     */
    public Uni<Boolean> consume(String channel, Set<String> topics) {
        return consume(clients.getConsumer(channel), topics);
    }

    /** Returns the metrics of Kafka's consumer of {@code channel}, or none before there is one. */
    public Collection<? extends Metric> metrics(String channel) {
        Consumer<?, ?> kafka = clients.getConsumer(channel).unwrap();
        return kafka == null ? List.of() : kafka.metrics().values();
    }

    static <K, V> Uni<Boolean> consume(KafkaConsumer<K, V> consumer, Set<String> topics) {
        // The listener with which SmallRye subscribed: without it, marks and queued records of lost partitions would
        // stay.
        ConsumerRebalanceListener listener = ((ReactiveKafkaConsumer<K, V>) consumer).getRebalanceListener();
        return consumer.runOnPollingThread(kafka -> {
            Set<String> before = kafka.subscription();
            boolean changes = !before.isEmpty() && !before.equals(topics);
            if (changes) {
                kafka.subscribe(topics, listener);
            }
            return changes;
        });
    }
}
