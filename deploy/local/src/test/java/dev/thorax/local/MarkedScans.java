package dev.thorax.local;

import java.io.ByteArrayOutputStream;
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

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.TopicReader;
import dev.thorax.servers.ServiceProcess;

/** Sends scans with a marker in each place that a device can fill, and searches all that Thorax wrote and answers. */
final class MarkedScans {
    private static final Duration WAIT = Duration.ofMinutes(3);
    /** The only topic with what a device sent. Nothing that operators may read has its records. */
    private static final Set<String> WITH_RAW_SCANS = Set.of(Topics.SCANS);

    private static final String PATIENT = PatientMarker.in("patient");
    private static final String BOUNDARY = "----marked";

    private final LocalStack stack;
    private final Path files;
    private final HttpClient http = HttpClient.newHttpClient();
    private final MarkerSearch search = new MarkerSearch(PatientMarker.forms(PATIENT));

    MarkedScans(LocalStack stack, Path files) {
        this.stack = stack;
        this.files = files;
    }

    /** Sends each file by Kafka and by HTTP, and waits until each is stored or rejected. Returns the ids of those that were stored. */
    Set<String> send(String name, Map<String, String> more) throws Exception {
        Set<String> sent = new HashSet<>();
        try (ScanPublisher device = new ScanPublisher(stack.kafka("device"), Clock.systemUTC())) {
            for (Map.Entry<String, byte[]> file : MarkedFiles.all().entrySet()) {
                // The same picture twice would be one scan of one patient.
                byte[] bytes = file.getValue();
                String id = name + "-" + file.getKey();
                device.send(id, Files.write(files.resolve("scan"), bytes), headers(more));
                sent.add(id);
                sent.addAll(upload(id + "-http", file.getKey(), bytes, more));
            }
            sent.addAll(sendRefused(device, name));
        }
        return awaitAnswers(sent);
    }

    /** Sends what is refused because of its metadata, which the sentence of the refusal must not repeat. */
    private List<String> sendRefused(ScanPublisher device, String name) throws Exception {
        Path file = Files.write(files.resolve("scan"), MarkedFiles.all().get("marked.png"));
        Map<String, Map<String, String>> refused = Map.of(
                "bell", Map.of("patient", PatientMarker.in("patient-with-a-bell") + "\u0007"),
                "two", Map.of("patient", PATIENT, "ce_patient", PatientMarker.in("another-patient")),
                "half", Map.of("patient", PATIENT, "label", PatientMarker.in("label-without-data-set")),
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

    private List<String> upload(String id, String name, byte[] bytes, Map<String, String> more) throws Exception {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("id", id);
        fields.put("patient", PATIENT);
        fields.put("remark", PatientMarker.in("form-field"));
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            part(form, "name=\"" + field.getKey() + "\"", field.getValue().getBytes(StandardCharsets.UTF_8));
        }
        part(form, "name=\"file\"; filename=\"" + PatientMarker.in("file-name") + "-" + name + "\"", bytes);
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        HttpResponse<byte[]> answer = http.send(
                request(stack.ingest().resolve("/scans"))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .header("X-Patient-Name", PatientMarker.in("http-header"))
                        .header("Cookie", "patient=" + PatientMarker.in("cookie"))
                        .header("User-Agent", PatientMarker.in("user-agent"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        search.search("answer", "POST /scans for " + id, answer.body());
        return answer.statusCode() == 202 ? List.of(id) : List.of();
    }

    private static void part(ByteArrayOutputStream form, String disposition, byte[] value) {
        form.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(value);
        form.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
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
            search.search("key", key, key.getBytes(StandardCharsets.UTF_8));
            if (!key.startsWith("rejected/")) {
                search.search("object", key, stack.store().get(key));
            }
        });
        search.searchFiles(home, path -> WITH_RAW_SCANS.stream()
                .anyMatch(topic -> path.getFileName().toString().matches(topic.replace(".", "\\.") + "-\\d+")));
        return search;
    }

    private void searchRecord(ConsumerRecord<String, byte[]> record) {
        String place = record.topic() + " " + record.key();
        search.search("key", place, String.valueOf(record.key()).getBytes(StandardCharsets.UTF_8));
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
        String principal = topic.equals(Topics.AUDIT) ? "auditor" : "operator";
        try (TopicReader reader = TopicReader.open(stack.kafka(principal), List.of(topic))) {
            reader.readToEnd(WAIT, records::add);
        }
        return records;
    }

    private int answer(URI address) throws IOException, InterruptedException {
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
