package dev.thorax.local;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.TopicReader;
import dev.thorax.servers.BrokerTransport;
import dev.thorax.servers.ServiceProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged services on real X-rays, from the device's record to the heat map, with TLS to Kafka. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeWayIT {
    private static final Path SHARED = Path.of(System.getProperty("thorax.shared.data"));
    private static final int SCANS_A_CLASS = 30;
    /** Begin of the ids of scans that the run does not know. */
    private static final String MARKED = "marked";

    /** Metrics that are there once something happened that need not happen here. */
    private static final Set<String> AFTER_AN_EVENT = Set.of(
            "thorax_kafka_records_unreadable_total",
            "thorax_ingest_filed_again_total",
            "thorax_ingest_relabelled_total",
            "thorax_ingest_duplicate_total",
            "thorax_ingest_decoder_ended_total",
            "thorax_inference_failed_total",
            "thorax_inference_already_diagnosed_total",
            "thorax_inference_model_broken_total",
            "thorax_inference_candidate_scans_total",
            "thorax_inference_candidate_failed_total",
            "thorax_inference_candidate_scoring_seconds");

    private static final Set<String> OF_LIBRARIES = Set.of(
            "http_server_requests_seconds_count",
            "http_server_requests_seconds_bucket",
            "jvm_memory_used_bytes",
            "jvm_memory_max_bytes",
            "kafka_consumer_fetch_manager_records_lag",
            "kafka_consumer_last_poll_seconds_ago");

    @TempDir
    private static Path folder;

    private static HomeFolder home;
    private static LocalStack stack;
    private static LocalRun run;
    private static MarkedScans marked;
    private static SpanCollector collector;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(
                Files.isDirectory(SHARED.resolve("datasets/cxr3")),
                "Skipped: there are no real X-rays in " + SHARED.resolve("datasets/cxr3"));
        TerminalProgress progress = new TerminalProgress(System.out);
        collector = new SpanCollector();
        home = HomeFolder.open(folder.resolve("home"));
        stack = LocalStack.start(
                home,
                home.operatorKey(Clock.systemUTC()),
                Ports.free(),
                Path.of(System.getProperty("thorax.modules")),
                BrokerTransport.TLS,
                collector.settings(),
                progress);
        run = new LocalRun(stack, progress, Clock.systemUTC(), UnaryOperator.identity());
        run.publishLabelled(someOfEachClass(), "cxr3");
        marked = new MarkedScans(
                stack,
                Files.createDirectories(folder.resolve("marked")),
                Files.readAllBytes(SHARED.resolve("intake/good/normal-webp.webp")));
        marked.send(MARKED, Map.of("label", "NORMAL", "dataset", "cxr3"));
        run.train("convnet50-small", "cxr3", null);
    }

    @AfterAll
    static void stop() {
        if (run != null) {
            run.close();
        }
        if (stack != null) {
            stack.close();
        }
        if (home != null) {
            home.close();
        }
        if (collector != null) {
            collector.close();
        }
    }

    @Test
    @Order(1)
    void shouldDiagnoseEveryGoodFileOnce() throws InterruptedException {
        List<String> sent = run.publishNew(unlabelled("intake/good"));

        assertThat(sent).hasSize(22);
        for (String id : sent) {
            ScanLedger.Entry entry = run.ledger().entry(id);
            assertThat(entry.diagnosis())
                    .as(entry.name() + ": " + entry.refused())
                    .isNotNull();
            assertThat(entry.answers()).as(entry.name()).isEqualTo(1);
            assertThat(entry.diagnosis().isConsistent()).as(entry.name()).isTrue();
            if (entry.diagnosis().hasClass()) {
                assertThat(entry.diagnosis().probabilities().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .isBetween(0.9999, 1.0001);
            }
        }
    }

    @Test
    @Order(2)
    void shouldAnswerEveryBadFileWithItsReason() throws InterruptedException {
        List<String> sent = run.publishNew(unlabelled("intake/bad"));

        Map<String, ScanLedger.Entry> byName = sent.stream()
                .map(run.ledger()::entry)
                .collect(Collectors.toMap(ScanLedger.Entry::name, entry -> entry));
        assertThat(byName).hasSize(9);
        byName.values()
                .forEach(entry -> assertThat(entry.answers()).as(entry.name()).isEqualTo(1));
        assertThat(byName.remove("bitflips.png").answered()).isTrue();
        byName.values()
                .forEach(entry -> assertThat(entry.refused()).as(entry.name()).endsWith("."));
        assertThat(byName.get("empty.png").refused()).containsIgnoringCase("empty");
        assertThat(byName.get("bomb-30000x30000.png").refused()).contains("30000");
        assertThat(byName.get("too-small-4x4.png").refused()).contains("4");
    }

    @Test
    @Order(3)
    void shouldSayThatDicomIsNotReadYet() throws InterruptedException {
        List<String> sent = run.publishNew(unlabelled("intake/dicom"));

        assertThat(sent)
                .hasSize(6)
                .allSatisfy(id -> assertThat(run.ledger().entry(id).refused()).contains("DICOM"));
    }

    @Test
    @Order(4)
    void shouldTrainAgainOnlyForAnotherDataSetOrRecipe() {
        assertThat(run.serves("convnet50-small", "cxr3", null)).isTrue();
        assertThat(run.serves("convnet50-small", "cxr3", "t-9")).isFalse();
        assertThat(run.serves("convnet50-small", "phantoms", null)).isFalse();
        assertThat(run.serves("cnn4", "cxr3", null)).isFalse();
    }

    @Test
    @Order(5)
    void shouldShowAHeatMapForADiagnosis() throws Exception {
        Diagnosis diagnosis = diagnoses().get(0);

        HttpResponse<byte[]> answer = get(diagnosis.explanation());

        assertThat(answer.statusCode()).isEqualTo(200);
        BufferedImage overlay = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(Math.max(overlay.getWidth(), overlay.getHeight())).isLessThanOrEqualTo(512);
        assertThat(get(stack.page().resolve("/diagnoses/" + diagnosis.scanId())).body())
                .asString()
                .contains(diagnosis.version());
        assertThat(get(stack.page()).body()).asString().contains("not a medical device");
    }

    @Test
    @Order(6)
    void shouldServeAnotherVersionAfterASecondTrainingAndLoseNothing() throws Exception {
        String before = run.production().version();
        CompletableFuture<List<String>> stream = CompletableFuture.supplyAsync(WholeWayIT::publishDuringTraining);

        run.train("convnet50-small", "cxr3", null);
        List<String> during = new ArrayList<>(stream.get());
        // The promotion is known before inference has fetched the version: until it has, the old one goes on.
        for (int i = 0; i < 20 && !versions(during).contains(run.production().version()); i++) {
            during.addAll(run.publishNew(unlabelled("intake/good").subList(0, 1)));
        }
        List<String> after = run.publishNew(unlabelled("intake/good").subList(0, 5));

        String version = run.production().version();
        assertThat(version).isNotEqualTo(before);
        assertThat(versions(during)).isSubsetOf(before, version);
        assertThat(versions(after)).containsOnly(version);
    }

    @Test
    @Order(7)
    void shouldHaveAnsweredEveryScanExactlyOnce() {
        assertThat(run.ledger().entries().values())
                .allSatisfy(
                        entry -> assertThat(entry.answers()).as(entry.name()).isEqualTo(1));
        assertThat(diagnoses()).extracting(Diagnosis::scanId).doesNotHaveDuplicates();
        assertThat(run.ledger().entries().keySet().stream()
                        .filter(id -> run.ledger().entry(id).diagnosis() != null))
                .containsExactlyInAnyOrderElementsOf(diagnoses().stream()
                        .map(Diagnosis::scanId)
                        .filter(id -> !id.startsWith(MARKED))
                        .toList());
    }

    @Test
    @Order(8)
    void shouldLeaveNothingThatAnotherUserMayRead() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("home"))))
                .isEqualTo("rwx------");
        for (String secret : List.of("secrets.properties", "s3/s3proxy.conf", "services/ingest-service.properties")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("home").resolve(secret))))
                    .as(secret)
                    .isEqualTo("rw-------");
        }
    }

    /** The device begins the trace, and asks for nothing but the diagnosis and the heat map. */
    @Test
    @Order(9)
    void shouldFollowAScanInOneTraceFromTheDevicesRecordToItsHeatMap() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String device = "00f067aa0ba902b7";
        String id = "traced";
        try (ScanPublisher publisher = new ScanPublisher(stack.kafka("device"), Clock.systemUTC())) {
            publisher.send(id, anotherScan(1).file(), Map.of("traceparent", "00-" + trace + "-" + device + "-01"));
        }
        await().atMost(Duration.ofMinutes(10))
                .until(() -> get(stack.page().resolve("/diagnoses/" + id)).statusCode() == 200);
        // It may be undetermined, and then no class is the default.
        String label = diagnoses().get(0).classes().get(0);
        assertThat(get(stack.page().resolve("/explanations/" + id + "?class=" + label))
                        .statusCode())
                .isEqualTo(200);

        await().atMost(Duration.ofMinutes(10)).until(() -> spans(trace).size() == 4);
        Map<String, SpanCollector.Sent> spans =
                spans(trace).stream().collect(Collectors.toMap(SpanCollector.Sent::name, span -> span));
        SpanCollector.Sent stored = spans.get("process thorax.scans");
        SpanCollector.Sent scored = spans.get("process thorax.scans.stored");
        assertThat(stored.parent()).isEqualTo(device);
        assertThat(scored.parent()).isEqualTo(stored.id());
        assertThat(spans.get("archive diagnosis").parent()).isEqualTo(scored.id());
        assertThat(spans.get("explain scan").parent()).isEqualTo(scored.id());
        assertThat(spans(trace))
                .extracting(SpanCollector.Sent::service)
                .containsOnly("thorax-ingest", "thorax-inference", "thorax-explain");
        assertThat(linksOf("batch stored")).contains(scored.id());
        assertThat(linksOf("batch scans")).contains(stored.id());

        assertThatTheLogNamesTheTraceOfARecord(id, device);
        assertThatAnUploadGoesOnWithItsTrace(id, device);
    }

    /** The same scan is uploaded: ingest-service sends it to itself over the topic. */
    private static void assertThatAnUploadGoesOnWithItsTrace(String id, String device) throws Exception {
        String trace = "99998888777766665555444433332222";
        HttpRequest upload = HttpRequest.newBuilder(stack.ingest().resolve("/scans"))
                .header("Authorization", stack.operatorKey().header())
                .header("ce-id", id)
                .header("traceparent", "00-" + trace + "-" + device + "-01")
                .POST(HttpRequest.BodyPublishers.ofFile(anotherScan(1).file()))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(upload, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(202);

        await().atMost(Duration.ofMinutes(10)).until(() -> spans(trace).size() == 2);
        Map<String, SpanCollector.Sent> spans =
                spans(trace).stream().collect(Collectors.toMap(SpanCollector.Sent::name, span -> span));
        assertThat(spans.get("upload").parent()).isEqualTo(device);
        assertThat(spans.get("process thorax.scans").parent())
                .isEqualTo(spans.get("upload").id());
    }

    /** The same scan comes with a label, which is a line in the log. */
    private static void assertThatTheLogNamesTheTraceOfARecord(String id, String device) throws Exception {
        String trace = "11112222333344445555666677778888";
        try (ScanPublisher publisher = new ScanPublisher(stack.kafka("device"), Clock.systemUTC())) {
            publisher.send(
                    id,
                    anotherScan(1).file(),
                    Map.of(
                            "traceparent", "00-" + trace + "-" + device + "-01",
                            "label", "NORMAL",
                            "dataset", "traced"));
        }
        await().atMost(Duration.ofMinutes(10)).until(() -> spans(trace).stream()
                .anyMatch(span -> span.service().equals("thorax-ingest")));
        String span = spans(trace).get(0).id();
        assertThat(Files.readAllLines(folder.resolve("home/services/ingest-service.log")))
                .filteredOn(line -> line.contains("scanId=" + id))
                .singleElement()
                .asString()
                .contains("Filed a stored scan again")
                .endsWith(" traceId=%s spanId=%s".formatted(trace, span));
    }

    private static List<SpanCollector.Sent> spans(String trace) {
        return collector.spans().stream()
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    private static List<String> linksOf(String name) {
        return collector.spans().stream()
                .filter(span -> span.name().equals(name))
                .flatMap(span -> span.links().stream())
                .toList();
    }

    @Test
    @Order(10)
    void shouldWriteNothingThatNamesAPatient() throws Exception {
        Set<String> stored = marked.send("new", Map.of());
        assertThat(stored).hasSizeGreaterThanOrEqualTo(3);
        marked.look(stored);

        MarkerSearch sent = marked.searchSent();
        MarkerSearch search = marked.searchAll(folder.resolve("home"));
        collector.texts().forEach(spans -> search.search("spans", "sent", spans.getBytes(StandardCharsets.UTF_8)));

        System.out.println("Planted markers: " + sent.names().size() + " in " + sent.searched());
        System.out.println("Searched for markers: " + search.searched());
        assertThat(sent.names()).isEqualTo(PatientMarker.planted()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(sent.searched())
                .containsOnlyKeys(
                        "address", "header", "key of a record", "record", "rejected file", "request", "request body");
        assertThat(search.searched())
                .containsKeys(
                        "answer", "file", "header", "key of a record", "key of an object", "object", "record", "spans")
                .allSatisfy((kind, places) -> assertThat(places).as(kind).isPositive());
        assertThat(search.found()).isEmpty();
    }

    /** The control of the search: it finds a marker in each kind of place. */
    @Test
    @Order(11)
    void shouldFindAMarkerThatIsWrittenOnPurpose() throws Exception {
        marked.write(folder.resolve("home"));

        MarkerSearch search = marked.searchAll(folder.resolve("home"));

        for (String place : MarkedScans.CONTROLS) {
            assertThat(search.found()).as(place).anySatisfy(sentence -> assertThat(sentence)
                    .startsWith(place));
        }
    }

    @Test
    @Order(12)
    void shouldServeWhatIsAskedForSeldom() throws Exception {
        String serving = run.production().version();
        String older = stack.store().list("models/" + run.production().model() + "/").stream()
                .map(key -> key.split("/")[2])
                .filter(version -> !version.equals(serving))
                .findFirst()
                .orElseThrow();
        String ofServing = diagnoses().stream()
                .filter(diagnosis -> diagnosis.version().equals(serving) && diagnosis.hasClass())
                .findFirst()
                .orElseThrow()
                .scanId();
        RareRequests rare = new RareRequests(stack);

        rare.sendAsADevice(anotherScan(0), "COVID-19");
        rare.decide(run.production().model(), older);
        rare.explain(ofServing);
        rare.erase();
    }

    /** Says nothing about a store that enforces the policies: the local one has one account. */
    @Test
    @Order(13)
    void shouldNeedNoMoreOfTheStoreThanThePoliciesAllowAndNoLess() throws Exception {
        Path project = Path.of(System.getProperty("thorax.modules"));
        assertThat(testsOf(project)).containsAll(StorePolicy.otherTests());
        for (ServiceProcess service : stack.services()) {
            String name = service.log().getFileName().toString().replace(".log", "");
            Set<String> needed = StoreUse.ofMetrics(
                    new String(get(service.management().resolve("/q/metrics")).body(), StandardCharsets.UTF_8));
            needed.addAll(StoreUse.ofWorkers(service.log()));
            Set<String> allowed = StorePolicy.allowed(project, name);

            assertThat(allowed).as("the policy of " + name).containsAll(needed);
            allowed.removeAll(needed);
            System.out.println("Allowed to " + name + " and not seen: " + allowed);
            assertThat(StorePolicy.neededElsewhere(name))
                    .as("reasons for what the policy of " + name + " allows and nothing here needed")
                    .containsAll(allowed);
        }
    }

    /** Alerts and the dashboard name metrics of this table, and those of the libraries. */
    @Test
    @Order(14)
    void shouldHaveTheMetricsThatAreDocumented() throws Exception {
        Set<String> seen = new HashSet<>();
        for (ServiceProcess service : stack.services()) {
            new String(get(service.management().resolve("/q/metrics")).body(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceFirst("[ {].*", ""))
                    .forEach(seen::add);
        }
        Set<String> bare = seen.stream()
                .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
                .collect(Collectors.toSet());
        bare.addAll(seen);
        Path table = Path.of(System.getProperty("thorax.modules")).resolve("docs/operations.md");
        Set<String> documented = Pattern.compile("`(thorax_[a-z_]+)(\\{[a-z,]*})?`")
                .matcher(Files.readString(table))
                .results()
                .map(name -> name.group(1))
                .filter(name -> !AFTER_AN_EVENT.contains(name))
                .collect(Collectors.toSet());
        assertThat(documented).hasSizeGreaterThan(25);
        assertThat(bare).containsAll(documented).containsAll(OF_LIBRARIES);
    }

    private static Set<String> testsOf(Path project) throws IOException {
        try (Stream<Path> files = Files.find(
                project, 20, (path, attributes) -> path.toString().matches(".*/src/test/java/.*(IT|Test)\\.java"))) {
            return files.map(path -> path.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> publishDuringTraining() {
        try {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sent.addAll(run.publishNew(unlabelled("intake/good")));
            }
            return sent;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> versions(List<String> scanIds) {
        return scanIds.stream()
                .map(id -> run.ledger().entry(id).diagnosis().version())
                .toList();
    }

    private static List<LabelledScan> someOfEachClass() {
        return ScanFolder.labelled(SHARED.resolve("datasets/cxr3"), sentence -> {}).stream()
                .collect(Collectors.groupingBy(LabelledScan::label))
                .values()
                .stream()
                .flatMap(scans -> scans.stream().limit(SCANS_A_CLASS))
                .toList();
    }

    /** Returns one of the scans of the class NORMAL that were not published. */
    private static LabelledScan anotherScan(int number) {
        return ScanFolder.labelled(SHARED.resolve("datasets/cxr3"), sentence -> {}).stream()
                .filter(scan -> scan.label().equals("NORMAL"))
                .skip(SCANS_A_CLASS + number)
                .findFirst()
                .orElseThrow();
    }

    private static List<LabelledScan> unlabelled(String name) {
        return ScanFolder.unlabelled(SHARED.resolve(name), sentence -> {});
    }

    private static HttpResponse<byte[]> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header("Authorization", stack.operatorKey().header())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private static List<Diagnosis> diagnoses() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (TopicReader reader = TopicReader.open(stack.kafka("operator"), List.of(Topics.DIAGNOSES))) {
            reader.readToEnd(Duration.ofMinutes(2), records::add);
            return records.stream()
                    .map(record -> Json.read(record.value(), Diagnosis.class))
                    .toList();
        }
    }
}
