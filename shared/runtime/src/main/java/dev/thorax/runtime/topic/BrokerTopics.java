package dev.thorax.runtime.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.smallrye.common.annotation.Identifier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicInspector;

/** Asks the broker which topics there are, and which of them fit. */
@Singleton
public class BrokerTopics {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Map<String, Object> kafka;
    private final TopicsConfig config;
    private @Nullable Admin admin;

    BrokerTopics(@Identifier("default-kafka-broker") Map<String, Object> kafka, TopicsConfig config) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put("default.api.timeout.ms", PATIENCE_MILLIS);
        this.kafka.put("request.timeout.ms", PATIENCE_MILLIS / 2);
        this.config = config;
    }

    /**
     * Returns the names of all topics that this service may see.
     *
     * @throws KafkaException if the broker does not answer
     */
    public Collection<String> names() {
        try {
            return admin().listTopics().names().get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The topics cannot be listed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Compares the topics with {@code needed}. If the broker does not answer, the state has a cause. */
    public TopicsState compare(Collection<TopicSettings> needed) {
        return new TopicsCheck(
                        () -> new TopicInspector(admin(), config.replication()).gapsOf(needed),
                        String.valueOf(kafka.get("bootstrap.servers")),
                        config.acceptUnreadable())
                .get();
    }

    /** Returns the client, which this class closes. */
    synchronized Admin admin() {
        if (admin == null) {
            admin = KafkaClients.admin(kafka);
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
