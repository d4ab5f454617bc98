package dev.thorax.kafka;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Creates all Kafka clients that are not those of a channel. Each needs the settings that say how it connects, because a client
 * without them would talk to the broker in the clear and as nobody.
 */
public final class KafkaClients {
    /** The setting that says how a client connects. */
    public static final String PROTOCOL = "security.protocol";

    private KafkaClients() {}

    /**
     * Creates a consumer.
     *
     * @param settings settings of the client, with at least {@code bootstrap.servers} and {@link #PROTOCOL}
     */
    public static Consumer<String, byte[]> consumer(Map<String, ?> settings) {
        return new KafkaConsumer<>(checked(settings), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Creates a producer.
     *
     * @param settings settings of the client, with at least {@code bootstrap.servers} and {@link #PROTOCOL}
     */
    public static Producer<String, byte[]> producer(Map<String, ?> settings) {
        return new KafkaProducer<>(checked(settings), new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Creates a producer whose keys need not be text.
     *
     * @param settings settings of the client, with at least {@code bootstrap.servers} and {@link #PROTOCOL}
     */
    public static Producer<byte[], byte[]> bytesProducer(Map<String, ?> settings) {
        return new KafkaProducer<>(checked(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Creates a client that asks about topics and groups, and alters them.
     *
     * @param settings settings of the client, with at least {@code bootstrap.servers} and {@link #PROTOCOL}
     */
    public static Admin admin(Map<String, ?> settings) {
        return Admin.create(checked(settings));
    }

    private static Map<String, Object> checked(Map<String, ?> settings) {
        if (!settings.containsKey(PROTOCOL)) {
            throw new IllegalArgumentException("The settings of a Kafka client have no " + PROTOCOL
                    + "; take those of the service (kafka.*), or those of the broker that was started.");
        }
        return new HashMap<>(settings);
    }
}
