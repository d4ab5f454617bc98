package dev.thorax.runtime.topic;

import java.time.Duration;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.PausableChannel;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import org.jboss.logging.Logger;

import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.Topics;

/**
 * Lets the channels of the service consume when its topics fit, and looks for records that were lost unread. Channels begin paused, so
 * no record is taken that could not be answered: a producer would wait for a missing topic for a day.
 */
@ApplicationScoped
public class TopicWatch {
    private static final Logger LOG = Logger.getLogger(TopicWatch.class);
    private static final Duration UNTIL_OPEN = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);
    private static final Duration SUBSCRIBED = Duration.ofMinutes(1);

    private final BrokerTopics broker;
    private final RequiredTopics topics;
    private final TopicsConfig config;
    private final ChannelRegistry channels;
    private final KafkaClientService clients;
    private final RepeatedTopicsCheck checks;

    TopicWatch(
            BrokerTopics broker,
            RequiredTopics topics,
            TopicsConfig config,
            ChannelRegistry channels,
            KafkaClientService clients,
            LostRecordsReport lost) {
        this.broker = broker;
        this.topics = topics;
        this.config = config;
        this.channels = channels;
        this.clients = clients;
        this.checks =
                new RepeatedTopicsCheck(this::check, this::open, () -> lost.report(broker.admin()), UNTIL_OPEN, LATER);
    }

    void start(@Observes StartupEvent started) {
        checks.start();
    }

    @PreDestroy
    void stop() {
        checks.close();
    }

    /** Returns what the last check of the topics found. */
    TopicsState state() {
        return checks.state();
    }

    private TopicsState check() {
        return broker.compare(topics.names().stream()
                .map(TopicSettings::of)
                .map(topic -> Topics.AUDIT.equals(topic.name())
                        ? topic.withRetention(Duration.ofDays(config.auditDays()))
                        : topic)
                .toList());
    }

    /** Producers begin before records come: that ends the open transaction of a killed process, which hides its offsets. */
    void open() {
        awaitSubscriptions();
        clients.getProducerChannels().forEach(name -> clients.getProducer(name)
                .runOnSendingThread(producer -> {})
                .subscribe()
                .with(
                        begun -> LOG.debugf("A producer has begun channel=%s", name),
                        failure -> LOG.errorf(
                                failure,
                                "A producer could not begin and is tried again with a batch channel=%s",
                                name)));
        Stream.concat(channels.getIncomingNames().stream(), channels.getOutgoingNames().stream())
                .distinct()
                .forEach(name -> {
                    PausableChannel channel = channels.getPausable(name);
                    if (channel != null && channel.isPaused()) {
                        channel.resume();
                    }
                });
        LOG.info("The channels consume");
    }

    /**
     * Waits until all channels have subscribed. Each does so on its polling thread, in a task before this one. Mutiny 3.1 loses the
     * request of a channel that is resumed in this moment: it consumes nothing until the process ends, and looks healthy.
     */
    private void awaitSubscriptions() {
        for (String channel : clients.getConsumerChannels()) {
            for (KafkaConsumer<Object, Object> consumer : clients.getConsumers(channel)) {
                consumer.runOnPollingThread(kafka -> {}).await().atMost(SUBSCRIBED);
            }
        }
    }
}
