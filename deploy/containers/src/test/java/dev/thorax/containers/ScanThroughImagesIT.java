package dev.thorax.containers;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sends scans through the three services in their images, from the device to the heat map. */
@WithImages
class ScanThroughImagesIT {
    private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

    @TempDir
    private static Path folder;

    private static final ContainerStack STACK = new ContainerStack(() -> folder);

    @Container
    private static final ServiceContainer INGEST = STACK.service("ingest-service");

    @Container
    private static final ServiceContainer INFERENCE =
            STACK.service("inference-service", Map.of("thorax.inference.cache", "/var/lib/thorax/models"));

    @Container
    private static final ServiceContainer EXPLAIN =
            STACK.service("explain-service", Map.of("thorax.explain.models", "/var/lib/thorax/models"));

    @AfterAll
    static void stopStack() {
        STACK.close();
    }

    @Test
    void shouldTakeScansFromTheDeviceToTheHeatMap() throws Exception {
        TestStack stack = STACK.get();
        stack.produce(
                Topics.MODELS,
                Slot.PRODUCTION.wireName(),
                Json.write(TestBundles.store(stack.store(), "v1", 1)),
                Map.of());
        for (String codec : CODECS) {
            send(codec);
        }

        await().atMost(ServiceContainer.PATIENCE).until(() -> diagnosed().containsAll(CODECS));

        for (String scan : CODECS) {
            assertThat(heatMap(EXPLAIN.url(), scan).getWidth()).as(scan).isPositive();
        }
        for (ServiceContainer service : List.of(INGEST, INFERENCE, EXPLAIN)) {
            assertThat(service.run("id", "-u")).isEqualToIgnoringNewLines("" + Restrictions.UID);
            assertThat(service.extracted()).as("extracted libraries").isEmpty();
        }
    }

    private static void send(String codec) throws Exception {
        Map<String, Object> settings = new TreeMap<>(STACK.get().superUser());
        settings.put("compression.type", codec);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.SCANS, TestPictures.png(codec.hashCode()));
        record.headers().add("ce_id", codec.getBytes(StandardCharsets.UTF_8));
        try (Producer<byte[], byte[]> producer = KafkaClients.bytesProducer(settings)) {
            producer.send(record).get();
        }
    }

    private static List<String> diagnosed() {
        return STACK.get().records(Topics.DIAGNOSES).stream()
                .map(record -> Json.read(record.value(), Diagnosis.class).scanId())
                .toList();
    }

    private static BufferedImage heatMap(URI explain, String scan) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(explain.resolve("/explanations/" + scan))
                .header(TestKeys.HEADER, TestKeys.CLINICIAN.header())
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(scan).isEqualTo(200);
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }
}
