package dev.thorax.ingest;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ScanRejected;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The running service with decoder processes that stop, die and may take little memory. */
class DecoderProcessesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int SIDE = 8000;

    @TempDir
    static Path folder;

    private static TestStack backing;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        service = backing.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of(
                        "thorax.instance", "it",
                        "thorax.ingest.decode.processes", "1",
                        "thorax.ingest.decode.deadline", "10s",
                        "thorax.ingest.decode.memory-mib", "32"));
    }

    @AfterAll
    static void stop() {
        backing.close();
    }

    @Test
    void shouldRefuseAPictureThatTakesTooMuchMemoryAndServeTheNext() throws Exception {
        byte[] large = large();

        send("memory-1", large);
        send("memory-2", TestPictures.png(1));

        awaitKey(Topics.SCANS_STORED, "memory-2");
        ConsumerRecord<String, byte[]> refused = awaitKey(Topics.SCANS_REJECTED, "memory-1");
        assertThat(header(refused, RejectionHeaders.REASON)).isEqualTo("decoder-memory");
        assertThat(header(refused, RejectionHeaders.DETAIL)).contains("more than 32 MiB of memory");
        ScanRejected event = Json.read(refused.value(), ScanRejected.class);
        assertThat(backing.store().get(event.fileKey())).isEqualTo(large);
    }

    @Test
    void shouldAnswerAnUploadThatTakesTooMuchMemoryAndTakeTheNext() throws Exception {
        HttpResponse<String> refused = upload("memory-3", large());

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("decoder-memory");
        assertThat(upload("memory-4", TestPictures.png(2)).statusCode()).isEqualTo(202);
    }

    @Test
    void shouldRefuseAPictureWhoseDecoderDoesNotAnswerAndServeTheNext() throws Exception {
        signal("-STOP", decoderThatServed("deadline-0"));

        send("deadline-1", TestPictures.png(3));

        ConsumerRecord<String, byte[]> refused = awaitKey(Topics.SCANS_REJECTED, "deadline-1");
        assertThat(header(refused, RejectionHeaders.REASON)).isEqualTo("decoder-deadline");
        awaitServed("deadline-2");
    }

    @Test
    void shouldServeAPictureWhoseDecoderWasKilledBefore() throws Exception {
        signal("-KILL", decoderThatServed("killed-0"));

        send("killed-1", TestPictures.png(5));

        awaitKey(Topics.SCANS_STORED, "killed-1");
        assertThat(keys(Topics.SCANS_REJECTED)).doesNotContain("killed-1");
    }

    @Test
    void shouldLeaveNoProcessBehindIfTheServiceIsKilled() throws Exception {
        try (ServiceProcess other = backing.service(
                Path.of(System.getProperty("thorax.service.jar")), Map.of("thorax.instance", "other"))) {
            List<ProcessHandle> decoders = decoders(other).toList();
            assertThat(decoders).hasSize(2);

            other.kill();

            for (ProcessHandle decoder : decoders) {
                decoder.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void shouldNotBeReadyAndRefuseUploadsWhileNoDecoderStarts() throws Exception {
        ServiceProcess other =
                backing.service(Path.of(System.getProperty("thorax.service.jar")), Map.of("thorax.instance", "broken"));
        Path temporary =
                other.log().resolveSibling(other.log().getFileName().toString().replace(".log", ".tmp"));
        Path moved = temporary.resolveSibling("moved");
        try {
            // A process starts in the folder of temporary files.
            Files.move(temporary, moved);
            for (ProcessHandle decoder : decoders(other).toList()) {
                decoder.destroyForcibly();
            }
            await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<String> refused = upload(other, "none-1", TestPictures.png(6));
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body()).contains("decoder-unavailable");
            });
            await().atMost(PATIENCE).until(() -> !other.isReady());

            Files.move(moved, temporary);

            await().atMost(PATIENCE).until(other::isReady);
            assertThat(upload(other, "none-2", TestPictures.png(7)).statusCode())
                    .isEqualTo(202);
        } finally {
            other.stop();
        }
    }

    /** 64 million pixels of 16 bits, 128 MB decoded, in a file of little size. */
    private static byte[] large() throws IOException {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_USHORT_GRAY);
        short[] pixels = ((DataBufferUShort) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (short) (i / SIDE * 8);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", file);
        return file.toByteArray();
    }

    /** Returns the decoder after it served a picture. One that was ended by a test before may still be replaced. */
    private static ProcessHandle decoderThatServed(String id) {
        for (int n = 0; ; n++) {
            List<ProcessHandle> before = decoders(service).toList();
            awaitServed(id + "-" + n);
            if (before.size() == 1 && decoders(service).toList().equals(before)) {
                return before.get(0);
            }
        }
    }

    private static void awaitServed(String id) {
        send(id, TestPictures.png(id.hashCode()));
        awaitKey(Topics.SCANS_STORED, id);
    }

    private static void signal(String name, ProcessHandle decoder) throws Exception {
        new ProcessBuilder("kill", name, Long.toString(decoder.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static Stream<ProcessHandle> decoders(ServiceProcess service) {
        return ProcessHandle.of(service.jvm().pid()).orElseThrow().children();
    }

    private static HttpResponse<String> upload(String id, byte[] file) throws Exception {
        return upload(service, id, file);
    }

    private static HttpResponse<String> upload(ServiceProcess to, String id, byte[] file) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(to.url() + "/scans?id=" + id))
                .header(TestKeys.HEADER, TestKeys.DEVICE.header())
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void send(String id, byte[] file) {
        backing.produce(Topics.SCANS, id, file, Map.of("ce_id", id));
    }

    private static ConsumerRecord<String, byte[]> awaitKey(String topic, String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> backing.records(topic).stream()
                                .filter(answer -> answer.key().equals(key))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static List<String> keys(String topic) {
        return backing.records(topic).stream().map(ConsumerRecord::key).toList();
    }

    private static String header(ConsumerRecord<String, byte[]> answer, String name) {
        return new String(answer.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
