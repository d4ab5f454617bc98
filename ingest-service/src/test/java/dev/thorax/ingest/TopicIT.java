package dev.thorax.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.ScanRejected;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.ingest.record.Scan;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicReader;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.SharedData;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TopicIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    static Path folder;

    /** Each record is read once, since some have 32 MiB. */
    private static final Map<String, TopicReader> READERS = new HashMap<>();

    private static final Map<String, List<ConsumerRecord<String, byte[]>>> RECORDS = new HashMap<>();

    private static TestStack backing;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        service = launch();
    }

    @AfterAll
    static void stop() throws Exception {
        READERS.values().forEach(TopicReader::close);
        backing.close();
    }

    @Test
    void shouldStoreEveryGoodFile() throws Exception {
        // Given
        List<Path> files = SharedData.files("intake/good");

        // When
        files.forEach(file -> send("good-" + file.getFileName(), SharedData.bytes(file), Map.of()));

        // Then
        Map<String, ConsumerRecord<String, byte[]>> stored = awaitKeys(Topics.SCANS_STORED, "good-", files.size());
        for (Path file : files) {
            String id = "good-" + file.getFileName();
            ScanStored event = Json.read(stored.get(id).value(), ScanStored.class);
            GreyImage image = CanonicalImage.fromPng(backing.store().get(event.imageKey()));
            ByteReader received = new ByteReader(SharedData.bytes(file));
            assertThat(backing.store().get(StorageKeys.original(id)))
                    .isEqualTo(ScanFormat.require(received).withoutMetadata(received));
            assertThat(event.sha256()).isEqualTo(Sha256.of(SharedData.bytes(file)));
            assertThat(List.of(event.width(), event.height())).containsExactly(image.width(), image.height());
            assertThat(header(stored.get(id), "ce_type")).isEqualTo("dev.thorax.scan.stored.v1");
        }
    }

    @Test
    void shouldRejectEveryBadAndDicomFileWithItsReasonAndItsBytes() {
        // Given
        List<Path> files = new ArrayList<>(SharedData.files("intake/bad"));
        files.addAll(SharedData.files("intake/dicom"));

        // When
        files.forEach(file -> send("bad-" + file.getFileName(), SharedData.bytes(file), Map.of()));

        // Then
        Map<String, ConsumerRecord<String, byte[]>> rejected = awaitKeys(Topics.SCANS_REJECTED, "bad-", files.size());
        for (Path file : files) {
            ConsumerRecord<String, byte[]> answer = rejected.get("bad-" + file.getFileName());
            assertThat(rejectedFile(answer)).isEqualTo(SharedData.bytes(file));
            assertThat(header(answer, RejectionHeaders.REASON)).isNotBlank();
            assertThat(header(answer, RejectionHeaders.ORIGIN)).startsWith("thorax.scans-");
            if (file.toString().endsWith(".dcm")) {
                assertThat(header(answer, RejectionHeaders.DETAIL)).contains("does not read DICOM yet");
            }
        }
        assertThat(header(rejected.get("bad-bomb-30000x30000.png"), RejectionHeaders.REASON))
                .isEqualTo("too-many-pixels");
    }

    @Test
    void shouldTakeTheSameScanSentTwiceForOne() {
        byte[] scan = TestPictures.png(1);

        send("twice-1", scan, Map.of());
        send("twice-1", scan, Map.of());
        send("twice-1", TestPictures.png(2), Map.of());

        Map<String, ConsumerRecord<String, byte[]>> rejected = awaitKeys(Topics.SCANS_REJECTED, "twice-", 1);
        assertThat(header(rejected.get("twice-1"), RejectionHeaders.REASON)).isEqualTo("id-taken");
        assertThat(count(Topics.SCANS_STORED, "twice-")).isEqualTo(1);
    }

    @Test
    void shouldPointALabelledScanIntoItsDataSetUnderAPseudonym() {
        byte[] scan = TestPictures.png(3);

        send(
                "labelled-1",
                scan,
                Map.of("label", "COVID-19", "dataset", "set1", "patient", "Jane Doe", "source", "st-anna"));

        byte[] event =
                awaitKeys(Topics.SCANS_STORED, "labelled-", 1).get("labelled-1").value();
        assertThat(Json.read(event, ScanStored.class).source()).isEqualTo("st-anna");
        ScanPointer pointer = Json.read(
                backing.store().get(StorageKeys.pointer("set1", "COVID-19", "labelled-1")), ScanPointer.class);
        assertThat(pointer.patient()).matches("p1-[0-9a-f]{16}");
        assertThat(pointer.imageKey()).isEqualTo(StorageKeys.image("labelled-1"));
        GreyImage image = CanonicalImage.fromPng(backing.store().get(pointer.imageKey()));
        assertThat(pointer.metadata())
                .isEqualTo(new ScanMetadata(
                        "image/png",
                        scan.length,
                        image.width(),
                        image.height(),
                        new CanonicalVersions(1, CanonicalImage.VERSION),
                        null,
                        "st-anna"));
    }

    @Test
    void shouldFileAScanThatComesAgainWithALabelAndKeepItsPatient() {
        byte[] scan = TestPictures.png(7);

        send("refiled-1", scan, Map.of("patient", "Jane Doe"));
        send("refiled-1", scan, Map.of("label", "NORMAL", "dataset", "set1"));
        send("refiled-1", scan, Map.of("label", "NORMAL", "dataset", "set2"));

        ScanPointer second = awaitPointer("set2", "NORMAL", "refiled-1");
        assertThat(awaitPointer("set1", "NORMAL", "refiled-1")).isEqualTo(second);
        assertThat(second.patient()).matches("p1-[0-9a-f]{16}");
        assertThat(second.sha256())
                .isEqualTo(Scan.of(null, null, null, null, scan, "").sha256());
        assertSettled("refiled-");
    }

    @Test
    void shouldKnowTheSourceOfTheDeviceThatARecordNamesAndOfNoOther() {
        send("site-1", TestPictures.png(20), Map.of("ce_source", "/radiology/room-3"));
        send("site-2", TestPictures.png(21), Map.of("ce_source", "st-anna"));
        send("site-3", TestPictures.png(22), Map.of("source", "St. Anna"));

        Map<String, ConsumerRecord<String, byte[]>> stored = awaitKeys(Topics.SCANS_STORED, "site-", 2);
        assertThat(Json.read(stored.get("site-1").value(), ScanStored.class).source())
                .isEqualTo("st-beda");
        assertThat(Json.read(stored.get("site-2").value(), ScanStored.class).source())
                .isNull();
        ConsumerRecord<String, byte[]> refused =
                awaitKeys(Topics.SCANS_REJECTED, "site-", 1).get("site-3");
        assertThat(header(refused, RejectionHeaders.DETAIL)).startsWith("The source of the scan is not a name;");
    }

    @Test
    void shouldKeepOnlyTheLastLabelOfAScanInADataSet() {
        byte[] scan = TestPictures.png(8);

        send("relabelled-1", scan, Map.of("label", "COVID-19", "dataset", "set3", "patient", "Jane Doe"));
        send("relabelled-1", scan, Map.of("label", "NORMAL", "dataset", "set3"));
        send("relabelled-1", scan, Map.of("label", "PNEUMONIA", "dataset", "set3"));
        send("relabelled-1", scan, Map.of("label", "PNEUMONIA", "dataset", "set3"));

        ScanPointer last = awaitPointer("set3", "PNEUMONIA", "relabelled-1");
        assertThat(last.patient()).matches("p1-[0-9a-f]{16}");
        assertSettled("relabelled-");
        assertThat(backing.store().list(StorageKeys.dataset("set3")))
                .containsExactly(StorageKeys.pointer("set3", "PNEUMONIA", "relabelled-1"));
    }

    @Test
    void shouldGoOnWithALabelThatACrashLeftHalfWay() {
        byte[] scan = TestPictures.png(9);
        send("half-1", scan, Map.of("label", "NORMAL", "dataset", "set4"));
        awaitPointer("set4", "NORMAL", "half-1");
        // The new pointer is written, and the crash came before the old one went.
        backing.store().put(StorageKeys.pointer("set4", "COVID-19", "half-1"), new byte[0], "application/json");

        send("half-1", scan, Map.of("label", "COVID-19", "dataset", "set4"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(backing.store().list(StorageKeys.dataset("set4")))
                .containsExactly(StorageKeys.pointer("set4", "COVID-19", "half-1")));
        assertThat(awaitPointer("set4", "COVID-19", "half-1").label()).isEqualTo("COVID-19");
        assertSettled("half-");
    }

    @Test
    void shouldRejectALabelThatIsNoNameOrStandsAlone() {
        send("meta-1", TestPictures.png(4), Map.of("label", "../up", "dataset", "set1"));
        send("meta-2", TestPictures.png(4), Map.of("label", "NORMAL"));

        awaitKeys(Topics.SCANS_REJECTED, "meta-", 2).values().forEach(answer -> assertThat(
                        header(answer, RejectionHeaders.REASON))
                .isEqualTo("invalid-metadata"));
    }

    @Test
    void shouldNameAScanByItsBytesWhereItsIdIsNoName() {
        byte[] scan = TestPictures.png(5);
        String sha256 = Scan.of(null, null, null, null, scan, "").sha256();

        send("../../etc/passwd", scan, Map.of());

        awaitKeys(Topics.SCANS_STORED, sha256, 1);
    }

    @Test
    void shouldAnswerARecordWhoseHeadersAreBrokenAndTheNextOne() throws Exception {
        byte[] scan = TestPictures.png(11);
        String sha256 = Scan.of(null, null, null, null, scan, "").sha256();
        ProducerRecord<byte[], byte[]> odd = new ProducerRecord<>(Topics.SCANS, 0, null, scan);
        odd.headers().add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
        odd.headers().add("ce_time", "yesterday".getBytes(StandardCharsets.UTF_8));
        odd.headers().add("ce_source", "no URI: %%".getBytes(StandardCharsets.UTF_8));
        List.of("ce_id", "ce_type", "content-type", "patient", "label", "dataset")
                .forEach(name -> odd.headers().add(name, null));
        ProducerRecord<byte[], byte[]> empty = new ProducerRecord<>(Topics.SCANS, 0, new byte[] {(byte) 0xff}, null);

        produce(Map.of(), odd, empty, new ProducerRecord<>(Topics.SCANS, 0, null, TestPictures.png(12)));

        String next = Scan.of(null, null, null, null, TestPictures.png(12), "").sha256();
        awaitKeys(Topics.SCANS_STORED, sha256, 1);
        awaitKeys(Topics.SCANS_STORED, next, 1);
        String nothing = Scan.of(null, null, null, null, new byte[0], "").sha256();
        ConsumerRecord<String, byte[]> refused =
                awaitKeys(Topics.SCANS_REJECTED, nothing, 1).get(nothing);
        assertThat(header(refused, RejectionHeaders.REASON)).isEqualTo("empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldTakeScansOfProducersWithEachCompression(String codec) throws Exception {
        byte[] scan = TestPictures.png(codec.hashCode());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.SCANS, scan);
        record.headers().add("ce_id", ("codec-" + codec).getBytes(StandardCharsets.UTF_8));

        produce(Map.of("compression.type", codec), record);

        awaitKeys(Topics.SCANS_STORED, "codec-" + codec, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:01Z", "1999-12-31T23:59:59Z", "2099-01-01T00:00:00Z"})
    void shouldTakeScansOfADeviceWhoseClockIsWrong(Instant clock) throws Exception {
        byte[] scan = TestPictures.png(clock.hashCode());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.SCANS, null, clock.toEpochMilli(), null, scan);
        record.headers().add("ce_id", ("clock-" + clock.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_time", clock.toString().getBytes(StandardCharsets.UTF_8));

        produce(Map.of(), record);

        awaitKeys(Topics.SCANS_STORED, "clock-" + clock.getEpochSecond(), 1);
    }

    @Test
    void shouldTakeACloudEventInJsonAndRefuseABatch() throws Exception {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"structured-1\",\"source\":\"/x\",\"type\":\"dev.thorax.scan.v1\","
                        + "\"patient\":\"4711\",\"data_base64\":\""
                        + Base64.getEncoder().encodeToString(TestPictures.png(31)) + "\"}";
        ProducerRecord<byte[], byte[]> one = new ProducerRecord<>(Topics.SCANS, event.getBytes(StandardCharsets.UTF_8));
        one.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        ProducerRecord<byte[], byte[]> batch =
                new ProducerRecord<>(Topics.SCANS, ("[" + event + "]").getBytes(StandardCharsets.UTF_8));
        batch.headers().add("content-type", "application/cloudevents-batch+json".getBytes(StandardCharsets.UTF_8));
        batch.headers().add("ce_id", "batch-1".getBytes(StandardCharsets.UTF_8));

        produce(Map.of(), one, batch);

        ScanStored stored = Json.read(
                awaitKeys(Topics.SCANS_STORED, "structured-1", 1)
                        .get("structured-1")
                        .value(),
                ScanStored.class);
        assertThat(stored.patient()).isNotNull();
        ConsumerRecord<String, byte[]> refused =
                awaitKeys(Topics.SCANS_REJECTED, "batch-1", 1).get("batch-1");
        assertThat(header(refused, RejectionHeaders.REASON)).isEqualTo("format-not-supported");
        assertThat(header(refused, RejectionHeaders.DETAIL)).contains("batch");
    }

    @Test
    void shouldKeepTheLargestFileThatTheTopicTakes() {
        byte[] large = new byte[(33 << 20) + (512 << 10)];

        send("huge-1", large, Map.of());

        ConsumerRecord<String, byte[]> answer =
                awaitKeys(Topics.SCANS_REJECTED, "huge-", 1).get("huge-1");
        assertThat(rejectedFile(answer)).isEqualTo(large);
    }

    @Test
    void shouldRejectAScanOverTheLimit() {
        byte[] large = new byte[33 << 20];
        System.arraycopy(TestPictures.png(6), 0, large, 0, 1000);

        send("large-1", large, Map.of());

        ConsumerRecord<String, byte[]> answer =
                awaitKeys(Topics.SCANS_REJECTED, "large-", 1).get("large-1");
        assertThat(header(answer, RejectionHeaders.REASON)).isEqualTo("too-large");
        assertThat(rejectedFile(answer)).isEqualTo(large);
    }

    @Test
    void shouldLoseAndDoubleNothingWhenKilledInTheMiddle() {
        int before = count(Topics.SCANS_STORED, "kill-");
        IntStream.range(0, 60).forEach(i -> send("kill-" + i, TestPictures.png(100 + i), Map.of()));
        await().atMost(PATIENCE).until(() -> backing.store().list("scans/kill-").size() > 20);

        service.kill();
        service = launch();

        awaitKeys(Topics.SCANS_STORED, "kill-", before + 60);
        assertThat(count(Topics.SCANS_STORED, "kill-")).isEqualTo(60);
        assertThat(count(Topics.SCANS_REJECTED, "kill-")).isZero();
    }

    @Test
    void shouldWaitForTheStoreAndRejectNothing() {
        backing.s3().stop();
        IntStream.range(0, 10).forEach(i -> send("outage-" + i, TestPictures.png(200 + i), Map.of()));
        await().atMost(PATIENCE)
                .until(() -> Files.readString(service.log()).contains("A batch was not processed and comes again"));

        backing.s3().start();

        awaitKeys(Topics.SCANS_STORED, "outage-", 10);
        assertThat(count(Topics.SCANS_STORED, "outage-")).isEqualTo(10);
        assertThat(count(Topics.SCANS_REJECTED, "outage-")).isZero();
    }

    private static ServiceProcess launch() {
        // After a kill the broker gives the partitions to the next one when the session of the first has ended, by
        // default
        // after 45 s.
        return backing.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of(
                        "thorax.instance",
                        "it",
                        "thorax.ingest.device-sources",
                        "room-4:st-anna,/radiology/room-3:st-beda"));
    }

    private static void send(String id, byte[] scan, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("ce_id", id);
        backing.produce(Topics.SCANS, id, scan, all);
    }

    @SafeVarargs
    private static void produce(Map<String, Object> more, ProducerRecord<byte[], byte[]>... records) throws Exception {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putAll(backing.superUser());
        try (Producer<byte[], byte[]> producer = KafkaClients.bytesProducer(settings)) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    private static Map<String, ConsumerRecord<String, byte[]>> awaitKeys(String topic, String prefix, int keys) {
        return await().atMost(PATIENCE)
                .until(
                        () -> records(topic).stream()
                                .filter(answer -> answer.key().startsWith(prefix))
                                .collect(Collectors.toMap(ConsumerRecord::key, answer -> answer, (a, b) -> a)),
                        found -> found.size() >= keys);
    }

    private static ScanPointer awaitPointer(String dataset, String label, String id) {
        String key = StorageKeys.pointer(dataset, label, id);
        await().atMost(PATIENCE).until(() -> backing.store().exists(key));
        return Json.read(backing.store().get(key), ScanPointer.class);
    }

    /** Every scan of the one id {@code prefix1} was answered, and only the first with an event. */
    private static void assertSettled(String prefix) {
        send(prefix + "1", TestPictures.png(10), Map.of());
        awaitKeys(Topics.SCANS_REJECTED, prefix, 1);
        assertThat(count(Topics.SCANS_STORED, prefix)).isEqualTo(1);
    }

    private static List<ConsumerRecord<String, byte[]>> records(String topic) {
        List<ConsumerRecord<String, byte[]>> records = RECORDS.computeIfAbsent(topic, unread -> new ArrayList<>());
        READERS.computeIfAbsent(topic, unread -> TopicReader.open(backing.superUser(), List.of(topic)))
                .readToEnd(PATIENCE, records::add);
        return records;
    }

    private static int count(String topic, String prefix) {
        return (int) records(topic).stream()
                .filter(answer -> answer.key().startsWith(prefix))
                .count();
    }

    private static String header(ConsumerRecord<String, byte[]> answer, String name) {
        return new String(answer.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] rejectedFile(ConsumerRecord<String, byte[]> answer) {
        String key = Json.read(answer.value(), ScanRejected.class).fileKey();
        return key == null ? new byte[0] : backing.store().get(key);
    }
}
