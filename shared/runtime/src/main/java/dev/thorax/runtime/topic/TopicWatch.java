package dev.thorax.runtime.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.PausableChannel;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import org.apache.kafka.clients.admin.Admin;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.topic.TopicGap;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicInspector;

/**
 * Lets the channels of the service consume when its topics fit, and looks for records that were lost unread. Channels begin paused, so
 * no record is taken that could not be answered: a producer would wait for a missing topic for a day.
 */
@ApplicationScoped
public class TopicWatch {
    private static final Logger LOG = Logger.getLogger(TopicWatch.class);
    private static final Duration UNTIL_OPEN = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);
    private static final int PATIENCE_MILLIS = 10_000;

    private final Map<String, Object> kafka;
    private final RequiredTopics topics;
    private final TopicsConfig config;
    private final ChannelRegistry channels;
    private final KafkaClientService clients;
    private final LostRecordsReport lost;
    private final TopicGate gate;
    private @Nullable Admin admin;

    TopicWatch(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            RequiredTopics topics,
            TopicsConfig config,
            ChannelRegistry channels,
            KafkaClientService clients,
            LostRecordsReport lost) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put("default.api.timeout.ms", PATIENCE_MILLIS);
        this.kafka.put("request.timeout.ms", PATIENCE_MILLIS / 2);
        this.topics = topics;
        this.config = config;
        this.channels = channels;
        this.clients = clients;
        this.lost = lost;
        Supplier<TopicsState> check =
                new TopicsCheck(this::gaps, String.valueOf(kafka.get("bootstrap.servers")), config.acceptUnreadable());
        this.gate = new TopicGate(check, this::open, () -> lost.report(admin()), UNTIL_OPEN, LATER);
    }

    void start(@Observes StartupEvent started) {
        gate.start();
    }

    @PreDestroy
    void stop() {
        gate.close();
        closeAdmin();
    }

    /** Returns what the last check of the topics found. */
    TopicsState state() {
        return gate.state();
    }

    private List<TopicGap> gaps() {
        return new TopicInspector(admin(), config.replication())
                .gapsOf(topics.names().stream()
                        .map(TopicSettings::of)
                        .map(topic -> Topics.AUDIT.equals(topic.name())
                                ? topic.withRetention(Duration.ofDays(config.auditDays()))
                                : topic)
                        .toList());
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = KafkaClients.admin(kafka);
        }
        return admin;
    }

    private synchronized void closeAdmin() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }

    /** Producers begin before records come: that ends the open transaction of a killed process, which hides its offsets. */
    private void open() {
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
}
