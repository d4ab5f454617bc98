package dev.thorax.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.kafka.KafkaClients;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Publishes records, and sends each again until the broker has acknowledged it, as devices and operators do. */
final class Sender implements AutoCloseable {
    private static final long BUFFER = 64L << 20;

    private final Producer<String, byte[]> producer;
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(Sender::daemon);

    Sender(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("max.request.size", ScanLimits.SCAN_RECORD);
        settings.put("buffer.memory", BUFFER);
        settings.put("max.block.ms", (long) Integer.MAX_VALUE);
        settings.put("delivery.timeout.ms", Integer.MAX_VALUE);
        settings.put("request.timeout.ms", 15_000);
        this.producer = KafkaClients.producer(settings);
    }

    /**
     * Sends a record. Blocks while too much waits for the broker.
     *
     * @param acknowledged called when the broker has it, on a thread of the client
     */
    void send(
            String topic,
            String key,
            byte[] value,
            Map<String, String> headers,
            Consumer<RecordMetadata> acknowledged) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        send(record, acknowledged);
    }

    private void send(ProducerRecord<String, byte[]> record, Consumer<RecordMetadata> acknowledged) {
        producer.send(record, (place, failure) -> {
            if (failure == null) {
                acknowledged.accept(place);
            } else if (!again.isShutdown()) {
                again.schedule(() -> send(record, acknowledged), 1, TimeUnit.SECONDS);
            }
        });
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sender");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        again.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }
}
