package dev.thorax.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;
import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Devices that have topics of their own, with the rules of Kafka, ingest-service and explain-service. */
class DeviceTopicsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String ROOM_3 = "room-3";
    private static final String ROOM_4 = "room-4";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static TestStack stack;
    private static ServiceProcess ingest;
    private static ServiceProcess explain;
    private static final Map<String, Producer<String, byte[]>> DEVICES = new HashMap<>();
    private static final Map<String, NewKey> KEYS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.start(folder);
        connect(ROOM_3);
        connect(ROOM_4);
        for (String device : List.of(ROOM_3, ROOM_4)) {
            NewKey key = TestKeys.make(device, Role.DEVICE, Instant.now().plus(Duration.ofHours(2)));
            KEYS.put(device, key);
            KeyFile.change(stack.keys(), keys -> keys.with(key.key()));
        }
        connect("odd");
        alter("odd", "retention.ms", "-1");
        ingest = launchIngest();
        explain = stack.service(jar("explain-service"), Map.of("thorax.instance", "device-topics"));
    }

    @AfterAll
    static void stop() {
        DEVICES.values().forEach(Producer::close);
        stack.close();
    }

    @ParameterizedTest
    @CsvSource({
        "room-3, thorax.scans.room-4",
        "room-4, thorax.scans.room-3",
        "room-3, thorax.scans",
        "room-3, thorax.scans.stored",
        "room-3, thorax.scans.rejected"
    })
    void shouldLetADeviceWriteNoOtherTopic(String device, String topic) {
        assertThatThrownBy(() -> send(device, topic, "foreign", "foreign").get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void shouldShowTheDiagnosisToTheDeviceOfTheTopicWhateverTheRecordSays() throws Exception {
        // When
        send(ROOM_3, "mine", ROOM_4).get();

        // Then
        awaitStored("mine");
        assertThat(stack.store().list("scans/mine/senders/"))
                .containsExactly(StorageKeys.sender("mine", ROOM_3, Sha256.of(picture("mine"))));
        stack.produce(Topics.DIAGNOSES, "mine", Json.write(diagnosis("mine")), Map.of());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(diagnosisFor(ROOM_3, "mine").statusCode()).isEqualTo(200));
        assertThat(diagnosisFor(ROOM_3, "mine").body()).contains("NORMAL");
        assertThat(diagnosisFor(ROOM_4, "mine").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNameThePlaceOfARejectedScan() throws Exception {
        String topic = topic(ROOM_4);

        DEVICES.get(ROOM_4)
                .send(new ProducerRecord<>(topic, 0, "bad", new byte[] {1, 2, 3}))
                .get();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(origins(Topics.SCANS_REJECTED))
                .anySatisfy(origin -> assertThat(origin).startsWith(topic + "-0@")));
    }

    @Test
    void shouldConsumeATopicThatIsMadeLater() throws Exception {
        connect("room-5");

        send("room-5", "later", "any").get();

        awaitStored("later");
        assertThat(stack.store().list(StorageKeys.senders("later", "room-5"))).hasSize(1);
    }

    @Test
    void shouldLetTheScansOfATopicWaitUntilItFitsAndServeTheOthers() throws Exception {
        // Given
        send("odd", "waiting", "any").get();
        send(ROOM_3, "beside", "any").get();

        // Then
        awaitStored("beside");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(management("/q/health/ready"))
                .contains("The topic thorax.scans.odd has retention.ms=-1", "mend it: kafka-configs.sh"));
        assertThat(ingest.isReady()).isTrue();
        assertThat(stored("waiting")).isZero();
        assertThat(management("/q/metrics"))
                .contains(
                        "thorax_ingest_device_topics{state=\"refused\"} 1.0",
                        "thorax_ingest_device_lag_records 0.0",
                        "kafka_consumer_fetch_manager")
                .doesNotContain(ROOM_3, "scans.odd", "scans_odd");

        // When
        alter("odd", "retention.ms", "259200000");

        // Then
        awaitStored("waiting");
    }

    @Test
    void shouldLoseAndDoubleNothingIfTheServiceIsKilled() throws Exception {
        // Given: decoders that stand still, so that scans of both topics are in work
        List<String> ids = new ArrayList<>();
        stopDecoders();
        for (int scan = 0; scan < 12; scan++) {
            String id = "killed-" + scan;
            ids.add(id);
            send(scan % 2 == 0 ? ROOM_3 : ROOM_4, id, "any").get();
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isInWork(ROOM_3) || isInWork(ROOM_4));

        // When
        kill();
        ingest = launchIngest();

        // Then
        for (String device : List.of(ROOM_3, ROOM_4)) {
            String last = "last-of-" + device;
            ids.add(last);
            send(device, last, "any").get();
            awaitStored(last);
        }
        assertThat(ids).allSatisfy(id -> assertThat(stored(id)).as(id).isEqualTo(1));
        assertThat(Files.readString(ingest.jvm().log()))
                .contains("A process ended at records of a partition, which are answered one at a time"
                        + " topic=thorax.scans.room-")
                .doesNotContain("A partition begins without its cautious start");
    }

    private static ServiceProcess launchIngest() {
        return stack.service(
                jar("ingest-service"),
                Map.of(
                        "thorax.instance",
                        "device-topics",
                        "thorax.ingest.device-topics",
                        "true",
                        "thorax.ingest.decode.deadline",
                        "10m"));
    }

    private static void connect(String device) {
        DEVICES.put(device, KafkaClients.producer(stack.device(device)));
    }

    private static Future<?> send(String device, String id, String source) {
        return send(device, topic(device), id, source);
    }

    private static Future<?> send(String device, String topic, String id, String source) {
        ProducerRecord<String, byte[]> scan = new ProducerRecord<>(topic, id, picture(id));
        scan.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        scan.headers().add("ce_source", source.getBytes(StandardCharsets.UTF_8));
        return DEVICES.get(device).send(scan);
    }

    private static byte[] picture(String id) {
        return TestPictures.png(id.hashCode());
    }

    private static String topic(String device) {
        return "thorax.scans." + device;
    }

    private static void awaitStored(String id) {
        await().atMost(PATIENCE).until(() -> stored(id) > 0);
    }

    private static long stored(String id) {
        return stack.records(Topics.SCANS_STORED).stream()
                .filter(event -> event.key().equals(id))
                .count();
    }

    private static List<String> origins(String topic) {
        return stack.records(topic).stream().map(DeviceTopicsIT::origin).toList();
    }

    private static String origin(ConsumerRecord<String, byte[]> rejection) {
        return new String(
                rejection.headers().lastHeader(RejectionHeaders.ORIGIN).value(), StandardCharsets.UTF_8);
    }

    private static boolean isInWork(String device) {
        byte[] mark = stack.store().get(StorageKeys.attemptMark(topic(device), 0));
        return !new String(mark, StandardCharsets.UTF_8).contains(String.valueOf(Long.MAX_VALUE));
    }

    private static void alter(String device, String name, String value) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, topic(device));
        try (Admin admin = KafkaClients.admin(stack.superUser())) {
            admin.incrementalAlterConfigs(Map.of(
                            topic, List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static List<ProcessHandle> decoders() {
        return ProcessHandle.of(ingest.jvm().pid()).orElseThrow().children().toList();
    }

    private static void stopDecoders() throws Exception {
        for (ProcessHandle decoder : decoders()) {
            new ProcessBuilder("kill", "-STOP", Long.toString(decoder.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    /** Ends the service and its decoders, which cannot end by themselves while they are stopped. */
    private static void kill() {
        List<ProcessHandle> decoders = decoders();
        ingest.kill();
        decoders.forEach(ProcessHandle::destroyForcibly);
    }

    private static Diagnosis diagnosis(String id) {
        return new Diagnosis(
                id,
                null,
                "NORMAL",
                Map.of("NORMAL", 0.75, "PNEUMONIA", 0.25),
                "thorax",
                "v1",
                null,
                StorageKeys.image(id),
                12.5,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                URI.create("http://127.0.0.1/explanations/" + id));
    }

    private static HttpResponse<String> diagnosisFor(String device, String id) throws Exception {
        return get(HttpRequest.newBuilder(explain.url().resolve("/diagnoses/" + id))
                .header(TestKeys.HEADER, TestKeys.header(KEYS.get(device))));
    }

    private static String management(String path) throws Exception {
        return get(HttpRequest.newBuilder(ingest.management().resolve(path))).body();
    }

    private static HttpResponse<String> get(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Path jar(String service) {
        return Path.of(System.getProperty("thorax.modules")).resolve(service + "/target/quarkus-app/quarkus-run.jar");
    }
}
