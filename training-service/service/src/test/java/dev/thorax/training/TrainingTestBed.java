package dev.thorax.training;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.storage.ObjectStore;

import static org.awaitility.Awaitility.await;

/** Broker, store, data sets, and what a test asks of them. */
final class TrainingTestBed {
    private static final Path JAR = Path.of(System.getProperty("thorax.service.jar"));
    private static final Duration LONG = Duration.ofMinutes(10);

    private final TestStack backing;

    TrainingTestBed(TestStack backing) {
        this.backing = backing;
    }

    ServiceProcess service(Map<String, String> settings) {
        return backing.service(JAR, settings);
    }

    /** A data set of the classes BRIGHT and DARK, twenty scans of as many patients each. */
    void phantoms(String dataset) {
        for (int i = 0; i < 40; i++) {
            store(dataset, i % 2 == 0 ? "BRIGHT" : "DARK", "s" + i, "p" + i / 2, i % 2 == 0 ? 180 : 60);
        }
    }

    void store(String dataset, String label, String scanId, String patient, int grey) {
        byte[] pixels = new byte[64 * 64];
        new Random(scanId.hashCode()).nextBytes(pixels);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (grey + pixels[i] / 4);
        }
        ObjectStore store = backing.store();
        store.put(StorageKeys.image(scanId), GreyPng.of(64, 64, pixels), "image/png");
        ScanPointer pointer =
                new ScanPointer(scanId, label, patient + label, "sha of " + scanId, StorageKeys.image(scanId));
        store.put(StorageKeys.pointer(dataset, label, scanId), Json.write(pointer), "application/json");
    }

    void request(String id, String dataset, String recipe) {
        TrainingRequested request = new TrainingRequested(
                id,
                dataset,
                recipe,
                null,
                Slot.PRODUCTION.wireName(),
                1L,
                Instant.EPOCH,
                "the test",
                "A first version");
        approve(request);
        backing.produce(Topics.TRAININGS, id, Json.write(request), Map.of());
    }

    /** Keeps the approval of a request as the service does if an operator orders it by HTTP. */
    void approve(TrainingRequested request) {
        backing.store()
                .put(
                        StorageKeys.approval(request.promotionId()),
                        Json.write(StoredApproval.of(request)),
                        "application/json");
    }

    List<TrainingProgress> progress(String id) {
        return backing.records(Topics.TRAININGS_PROGRESS).stream()
                .filter(record -> id.equals(record.key()))
                .map(record -> Json.read(record.value(), TrainingProgress.class))
                .toList();
    }

    /** Waits until a training has ended. */
    TrainingProgress last(String id) {
        return await().atMost(LONG)
                .until(
                        () -> progress(id).stream()
                                .filter(event -> event.state().isFinal())
                                .findFirst()
                                .orElse(null),
                        event -> event != null);
    }

    /** Returns the keys that the store keeps of a training that has ended. */
    static String[] lastingKeys(String id) {
        return new String[] {
            JobKeys.ofTraining(id).attempts(),
            StorageKeys.datasetSnapshot(id),
            StorageKeys.progress(id),
            StorageKeys.trainingRequest(id)
        };
    }

    /** Waits until a training has done some epochs. */
    void awaitEpoch(String id, int epoch) {
        await().atMost(LONG).until(() -> progress(id).stream().anyMatch(event -> event.epoch() >= epoch));
    }

    /** Waits until a version is promoted, and returns all its promotions. */
    List<ModelPromoted> promoted(String version) {
        return await().atMost(LONG).until(() -> promotions(version), promotions -> !promotions.isEmpty());
    }

    /** Waits until it is said why a version is not promoted. */
    PromotionDeclined declined(String version) {
        return await().atMost(LONG)
                .until(
                        () -> backing.records(Topics.PROMOTIONS_DECLINED).stream()
                                .map(record -> Json.read(record.value(), PromotionDeclined.class))
                                .filter(declined -> version.equals(declined.version()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<ModelPromoted> promotions(String version) {
        return backing.records(Topics.MODELS).stream()
                .map(record -> Json.read(record.value(), ModelPromoted.class))
                .filter(promoted -> version.equals(promoted.version()))
                .toList();
    }

    /** The worker of a service, waited for. */
    static ProcessHandle worker(ServiceProcess service) {
        return await().atMost(LONG)
                .until(
                        () -> ProcessHandle.of(service.jvm().pid()).stream()
                                .flatMap(ProcessHandle::children)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** Whether a process runs; one that ended and was not yet taken notice of by its parent does not. */
    static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    static HttpResponse<byte[]> post(ServiceProcess service, String path, String json)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(service.url().resolve(path))
                .header(TestKeys.HEADER, TestKeys.OPERATOR.header())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** As a browser does for a page that the operator happens to look at. */
    static HttpResponse<byte[]> postFromAnotherSite(ServiceProcess service, String path)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(service.url().resolve(path))
                .header(TestKeys.HEADER, TestKeys.OPERATOR.header())
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    static HttpResponse<byte[]> get(ServiceProcess service, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(service.url().resolve(path))
                .header(TestKeys.HEADER, TestKeys.OPERATOR.header()));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}
