package dev.thorax.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;

import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.kafka.KafkaClients;

/** Publishes scans as an imaging device does: the file as the value, everything else as CloudEvents headers. */
final class ScanPublisher implements AutoCloseable {
    private static final String SOURCE = "/thorax/local/device";

    private final Producer<String, byte[]> producer;
    private final Clock clock;

    /**
     * Creates a publisher.
     *
     * @param kafka settings of a Kafka client that may write scans
     */
    ScanPublisher(Map<String, String> kafka, Clock clock) {
        this.clock = clock;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("max.request.size", ScanLimits.SCAN_RECORD);
        settings.put("buffer.memory", 2L * ScanLimits.SCAN_RECORD);
        this.producer = KafkaClients.producer(settings);
    }

    /** Sends a file without a mask; see {@link #send(String, Path, Map, Path)}. */
    void send(String scanId, Path file, Map<String, String> headers) throws InterruptedException {
        send(scanId, file, headers, null);
    }

    /**
     * Sends a file and waits until the broker has it.
     *
     * @param headers {@code patient}, {@code label} and {@code dataset}, as far as they are known
     * @param mask the file of the scan's mask, or null
     * @throws FileRefusedException if it is over 32 MiB, cannot be read, or is too large for the topic
     * @throws CannotRunException if the broker does not answer
     */
    void send(String scanId, Path file, Map<String, String> headers, Path mask) throws InterruptedException {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.SCANS, scanId, read(file, ImageDecoder.MAX_BYTES));
        CloudEventHeaders.scan(scanId, SOURCE, clock.instant()).forEach((name, value) -> header(record, name, value));
        headers.forEach((name, value) -> header(record, name, value));
        if (mask != null) {
            record.headers().add(ScanHeaders.MASK, read(mask, ScanLimits.MASK));
        }
        try {
            producer.send(record).get();
        } catch (InterruptException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            String sentence = "Kafka did not take " + file + " (" + e.getCause().getMessage() + ")";
            if (e.getCause() instanceof RecordTooLargeException) {
                throw new FileRefusedException(sentence + "; send it compressed or smaller.");
            }
            throw new CannotRunException(sentence + "; look at its log, then start again.");
        }
    }

    /** Restores the interrupt flag, which Kafka's own exception sets and an {@code InterruptedException} does not. */
    private static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException();
    }

    /** Checks the size first, since a class folder may hold a file larger than the memory of this JVM. */
    private static byte[] read(Path file, int most) {
        try {
            long length = Files.size(file);
            if (length > most) {
                throw new FileRefusedException(
                        most == ScanLimits.MASK
                                ? "The mask " + file + " has " + length + " bytes, but at most " + most
                                        + " are taken; save it as a PNG."
                                : ImageDecoder.tooLarge(length).getMessage());
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new FileRefusedException(
                    "The file " + file + " cannot be read (" + e.getMessage() + "); make it readable.");
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
