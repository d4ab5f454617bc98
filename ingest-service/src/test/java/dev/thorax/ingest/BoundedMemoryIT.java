package dev.thorax.ingest;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service as deploy/local starts it, with files as large as they may be. */
class BoundedMemoryIT {
    private static final int ROUNDS = 6;
    private static final int SENDERS = 4;

    @TempDir
    Path folder;

    @Test
    void shouldTakeFullBatchesAndUploadsAtOnceInTheHeapOfTheLocalStack() throws Exception {
        byte[] largest = largestScan();
        byte[] noPicture = new byte[32 << 20];
        TestStack backing = TestStack.start(folder);
        try {
            for (int i = 0; i < ROUNDS; i++) {
                backing.produce(Topics.SCANS, "bad-" + i, noPicture, Map.of("ce_id", "bad-" + i));
                backing.produce(Topics.SCANS, "good-" + i, largest, Map.of("ce_id", "good-" + i));
            }
            try (ServiceProcess service = launch(backing)) {
                CompletableFuture<?>[] senders = new CompletableFuture<?>[SENDERS];
                for (int i = 0; i < SENDERS; i++) {
                    String id = "up-" + i;
                    senders[i] = CompletableFuture.runAsync(() -> upload(service.url(), id, largest));
                }
                assertThat(CompletableFuture.allOf(senders))
                        .as(() -> "uploads; the log of the service ends with\n" + endOf(service.log()))
                        .succeedsWithin(Duration.ofMinutes(4));

                await().atMost(Duration.ofMinutes(10)).until(() -> stored(backing) == ROUNDS + SENDERS);
                assertThat(service.jvm().isAlive()).isTrue();
            }
        } finally {
            backing.close();
        }
    }

    private ServiceProcess launch(TestStack backing) {
        Path jar = Path.of(System.getProperty("thorax.service.jar"));
        return ServiceProcess.launch(
                        "ingest",
                        jar,
                        FreePorts.one(),
                        folder,
                        ServiceOptions.heapOf("ingest-service"),
                        backing.settings())
                .awaitReady();
    }

    /** As a form, which needs the most memory, again and again until there is a place for it. */
    private static void upload(URI server, String id, byte[] scan) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/scans?id=" + id))
                .header(TestKeys.HEADER, TestKeys.DEVICE.header())
                .header("Content-Type", "multipart/form-data; boundary=xyz")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(
                                "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"),
                        BodyPublishers.ofByteArray(scan),
                        BodyPublishers.ofString("\r\n--xyz--\r\n")))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> client.send(request, BodyHandlers.ofString()).statusCode() == 202);
    }

    private static String endOf(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static long stored(TestStack backing) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ids.add("good-" + i);
        }
        for (int i = 0; i < SENDERS; i++) {
            ids.add("up-" + i);
        }
        return ids.stream()
                .filter(id -> backing.store().exists(StorageKeys.image(id)))
                .count();
    }

    /** Noise, which no format makes smaller: 5,700 x 5,700 pixels, 31 MiB. */
    private static byte[] largestScan() throws IOException {
        BufferedImage picture = new BufferedImage(5700, 5700, BufferedImage.TYPE_BYTE_GRAY);
        new Random(1).nextBytes(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", file);
        return file.toByteArray();
    }
}
