package dev.thorax.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.thorax.events.Topics;

/** Publishes scans as an imaging device does: the file is the value, the rest is CloudEvents headers. */
final class Device implements AutoCloseable {
    private static final int LARGEST_REQUEST = 34 << 20;

    private final KafkaProducer<String, byte[]> producer;
    private final Clock clock;

    Device(String bootstrapServers, Clock clock) {
        this.clock = clock;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "max.request.size",
                        LARGEST_REQUEST,
                        "buffer.memory",
                        2L * LARGEST_REQUEST),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * Sends a file and waits until the broker has it.
     *
     * @param headers {@code patient}, {@code label} and {@code dataset}, as far as they are known
     * @throws CannotRun with the broker's reason
     */
    void send(String scanId, Path file, Map<String, String> headers) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.SCANS, scanId, read(file));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", scanId);
        header(record, "ce_source", "/thorax/local/device");
        header(record, "ce_type", "dev.thorax.scan.v1");
        header(record, "ce_time", clock.instant().toString());
        headers.forEach((name, value) -> header(record, name, value));
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new CannotRun(
                    "Kafka did not take " + file + ": " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted while sending " + file + ".");
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CannotRun("The file " + file + " cannot be read (" + e.getMessage() + ").");
        }
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
