package dev.thorax.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicReader;
import dev.thorax.servers.ServiceProcess;

/** Sends scans with a marker in each place that a device can fill, and searches all that Thorax wrote and answers. */
final class MarkedScans {
    private static final Duration WAIT = Duration.ofMinutes(10);
    /** The only topic with what a device sent. Nothing that operators may read has its records. */
    private static final Set<String> WITH_RAW_SCANS = Set.of(Topics.SCANS);

    private static final String INGEST = "thorax-ingest";

    /** The begins of the sentences about what {@link #write} writes. */
    static final List<String> CONTROLS = List.of(
            "key of a record ",
            "header ",
            "record ",
            "packed in record ",
            "key of an object ",
            "object ",
            "packed in object ",
            "name of file ",
            "file ",
            "packed in file ");

    private static final String PATIENT = PatientMarker.in("patient");
    private static final String OF_EVENT = MarkedUploads.patient("kafka-json-event");
    private static final String OF_EXTENSION = MarkedUploads.patient("kafka-extension");

    private final LocalStack stack;
    private final Path files;
    private final HttpClient http = HttpClient.newHttpClient();
    private final MarkerSearch search = search();
    private final MarkerSearch sent = search();
    private final MarkedUploads uploads;
    private final Map<String, byte[]> pictures;

    /**
     * Sends to {@code stack}.
     *
     * @param files a folder for files
     * @param webp a lossy WebP file
     */
    MarkedScans(LocalStack stack, Path files, byte[] webp) {
        this.stack = stack;
        this.files = files;
        this.pictures = MarkedFiles.all(webp);
        this.uploads = new MarkedUploads(
                stack.ingest().resolve("/scans"), stack.operatorKey().header(), search, sent);
    }

    private static MarkerSearch search() {
        return new MarkerSearch(PatientMarker.forms(Stream.concat(
                        Stream.of(PATIENT, OF_EVENT, OF_EXTENSION),
                        MarkedUploads.PATIENTS.stream().map(MarkedUploads::patient))
                .toArray(String[]::new)));
    }

    /** Sends each file by Kafka and by HTTP, and waits until each is stored or rejected. Returns the ids of those that were stored. */
    Set<String> send(String name, Map<String, String> more) throws Exception {
        Set<String> ids = new HashSet<>();
        try (ScanPublisher device = new ScanPublisher(stack.kafka("device"), Clock.systemUTC())) {
            for (Map.Entry<String, byte[]> file : pictures.entrySet()) {
                // The same picture twice would be one scan of one patient.
                byte[] bytes = file.getValue();
                String id = name + "-" + file.getKey();
                device.send(id, Files.write(files.resolve("scan"), bytes), headers(more));
                ids.add(id);
                ids.addAll(uploads.form(id + "-http", file.getKey(), PATIENT, bytes, more));
            }
            ids.addAll(sendEvents(device, name));
            ids.addAll(sendRefused(device, name));
        }
        List<String> taken = uploads.others(name, pictures.get("marked.png"));
        if (taken.size() != MarkedUploads.PATIENTS.size() - 1) {
            throw new IllegalStateException("Not all uploads were taken: " + taken);
        }
        ids.addAll(taken);
        return awaitAnswers(ids);
    }

    /** Sends a CloudEvent in JSON, and one whose patient is an extension. */
    private List<String> sendEvents(ScanPublisher device, String name) throws Exception {
        byte[] png = pictures.get("marked.png");
        String json = name + "-kafka-json";
        Path file = files.resolve("scan");
        device.send(
                json,
                Files.write(file, MarkedUploads.event(json, OF_EVENT, "kafka-json", png)),
                Map.of("content-type", "application/cloudevents+json"));
        String extension = name + "-kafka-extension";
        device.send(extension, Files.write(file, png), Map.of("ce_patient", OF_EXTENSION));
        return List.of(json, extension);
    }

    /** Sends what is refused because of its metadata, which the sentence of the refusal must not repeat. */
    private List<String> sendRefused(ScanPublisher device, String name) throws Exception {
        Path file = Files.write(files.resolve("scan"), pictures.get("marked.png"));
        Map<String, Map<String, String>> refused = Map.of(
                "bell", Map.of("patient", PatientMarker.in("patient-with-a-bell") + "\u0007"),
                "two", Map.of("patient", PATIENT, "ce_patient", PatientMarker.in("another-patient")),
                "half", Map.of("patient", PATIENT, "label", PatientMarker.in("label-without-data-set")),
                "other-half", Map.of("patient", PATIENT, "dataset", PatientMarker.in("data-set-without-label")),
                "encoded", Map.of("patient", PATIENT, "content-encoding", PatientMarker.in("content-encoding")));
        List<String> ids = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> scan : refused.entrySet()) {
            String id = name + "-" + scan.getKey();
            device.send(id, file, scan.getValue());
            ids.add(id);
        }
        return ids;
    }

    private static Map<String, String> headers(Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("patient", PATIENT);
        headers.put("ce_patientname", PatientMarker.in("extension"));
        headers.put("ce_subject", PatientMarker.in("subject"));
        headers.put("x-patient-name", PatientMarker.in("header"));
        headers.put("content-type", "image/x; name=" + PatientMarker.in("media-type"));
        return headers;
    }

    private Set<String> awaitAnswers(Set<String> sent) throws InterruptedException {
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (true) {
            Set<String> stored = keys(Topics.SCANS_STORED);
            Set<String> open = new HashSet<>(sent);
            open.removeAll(stored);
            open.removeAll(keys(Topics.SCANS_REJECTED));
            if (open.isEmpty()) {
                stored.retainAll(sent);
                return stored;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Not answered: " + open);
            }
            Thread.sleep(200);
        }
    }

    private Set<String> keys(String topic) {
        Set<String> keys = new HashSet<>();
        records(topic).forEach(record -> keys.add(record.key()));
        return keys;
    }

    /** Waits until all scans are diagnosed, and asks for all that Thorax answers about them. */
    void look(Set<String> scanIds) throws Exception {
        for (String id : scanIds) {
            URI diagnosis = stack.page().resolve("/diagnoses/" + id);
            long deadline = System.nanoTime() + WAIT.toNanos();
            while (answer(diagnosis) != 200) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Not diagnosed: " + id);
                }
                Thread.sleep(200);
            }
            answer(stack.page().resolve("/explanations/" + id));
            answer(stack.page().resolve("/scans/" + id + "/image"));
            // What is asked for does not come back, either, and is in no log.
            answer(stack.page().resolve("/diagnoses/" + PatientMarker.in("path")));
            answer(stack.page().resolve("/explanations/" + PatientMarker.in("path") + "?opacity=9"));
        }
        for (String path : List.of("/", "/diagnoses?limit=200", "/status")) {
            answer(stack.page().resolve(path));
        }
        for (String path : List.of("/trainings", "/promotions", "/models", "/datasets")) {
            answer(stack.training().resolve(path));
        }
        for (ServiceProcess service : stack.services()) {
            for (String path : List.of("/q/metrics", "/q/health", "/q/openapi")) {
                answer(service.management().resolve(path));
            }
        }
    }

    /**
     * Searches all topics that an operator may read, the keys and the objects of the store as services read them, and all files of
     * this run, as they are on the disk. Left out are the files of rejected scans as services read them, and the log of the topic on
     * which devices send: both hold what a device sent.
     */
    MarkerSearch searchAll(Path home) {
        TopicSettings.all().stream()
                .map(TopicSettings::name)
                .filter(topic -> !WITH_RAW_SCANS.contains(topic) && !topic.equals(Topics.POSITIONS))
                .forEach(topic -> records(topic).forEach(this::searchRecord));
        stack.store().list("").forEach(key -> {
            search.search("key of an object", key, key.getBytes(StandardCharsets.UTF_8));
            if (!isRejectedFile(key)) {
                search.search("object", key, stack.store().get(key));
            }
        });
        search.searchFiles(home, path -> WITH_RAW_SCANS.stream()
                .anyMatch(topic -> path.getFileName().toString().matches(topic.replace(".", "\\.") + "-\\d+")));
        return search;
    }

    /** Writes markers into each kind of place, as text and packed. */
    void write(Path home) throws Exception {
        String marker = PatientMarker.in("control");
        byte[] text = ("{\"patient\":\"" + marker + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] packed = MarkedFiles.deflated(text);
        try (Producer<String, byte[]> producer = KafkaClients.producer(new HashMap<>(stack.kafka(INGEST)))) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.SCANS_REJECTED, marker, text);
            record.headers().add("ce_patient", marker.getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
            producer.send(new ProducerRecord<>(Topics.SCANS_REJECTED, "packed", packed))
                    .get();
        }
        stack.store().put("health/" + marker, text, "application/json");
        stack.store().put("health/packed", packed, "application/json");
        Files.write(home.resolve(marker), text);
        Files.write(home.resolve("packed"), packed);
    }

    /**
     * Searches what was sent: the requests, and the records as they lie on the topic of devices. It has every marker, so what the
     * search does not find there it would find nowhere.
     */
    MarkerSearch searchSent() {
        for (String topic : WITH_RAW_SCANS) {
            records(topic).forEach(record -> searchRecord(sent, record));
        }
        stack.store().list("rejected/").stream()
                .filter(MarkedScans::isRejectedFile)
                .forEach(key -> sent.search("rejected file", key, stack.store().get(key)));
        return sent;
    }

    private static boolean isRejectedFile(String key) {
        return key.startsWith("rejected/") && !key.startsWith("rejected/patients/");
    }

    private void searchRecord(ConsumerRecord<String, byte[]> record) {
        searchRecord(search, record);
    }

    private static void searchRecord(MarkerSearch search, ConsumerRecord<String, byte[]> record) {
        String place = record.topic() + " " + record.key();
        search.search("key of a record", place, String.valueOf(record.key()).getBytes(StandardCharsets.UTF_8));
        record.headers()
                .forEach(header -> search.search(
                        "header",
                        place + " " + header.key(),
                        (header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8)));
        if (record.value() != null) {
            search.search("record", place, record.value());
        }
    }

    private List<ConsumerRecord<String, byte[]>> records(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        String principal =
                switch (topic) {
                    case Topics.AUDIT -> "auditor";
                    case Topics.SCANS -> INGEST;
                    default -> "operator";
                };
        try (TopicReader reader = TopicReader.open(stack.kafka(principal), List.of(topic))) {
            reader.readToEnd(WAIT, records::add);
        }
        return records;
    }

    private int answer(URI address) throws IOException, InterruptedException {
        sent.search("address", address.getPath(), address.toString().getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> answer = http.send(request(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        search.search("answer", "GET " + address, answer.body());
        answer.headers()
                .map()
                .forEach((name, values) -> search.search(
                        "answer",
                        "GET " + address + " " + name,
                        values.toString().getBytes(StandardCharsets.UTF_8)));
        return answer.statusCode();
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", stack.operatorKey().header());
    }
}
