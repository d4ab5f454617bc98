package dev.thorax.explain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Outcome;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static dev.thorax.testing.model.TestBundles.CLASSES;
import static dev.thorax.testing.model.TestBundles.MODEL;

/** Scans, models and diagnoses in a real broker and store, and a client of the packaged service. */
final class Fixture {
    static final int SIDE = 64;
    static final InputSpec INPUT = new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA);
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestStack stack;
    private final Map<String, ModelPromoted> promotions = new HashMap<>();
    private int replicas;

    Fixture(TestStack stack) {
        this.stack = stack;
        stack.trust(TestBundles.KEYS.trusted());
    }

    /** Starts one more replica. */
    ServiceProcess service() {
        return stack.service(
                Path.of(System.getProperty("thorax.service.jar")), Map.of("thorax.instance", "it-" + ++replicas));
    }

    /** Stores a bundle with random weights. */
    void bundle(String version, long seed) {
        promotions.put(
                version,
                TestBundles.store(
                        stack.store(),
                        version,
                        INPUT,
                        Map.of(Manifest.GRADCAM, TinyNetworks.gradCam(CLASSES.size(), seed))));
    }

    /** Promotes a stored bundle to production. */
    void promote(String version) {
        stack.produce(Topics.MODELS, Slot.PRODUCTION.wireName(), Json.write(promotions.get(version)), Map.of());
    }

    /** Returns the promotion of a stored bundle to production. */
    ModelPromoted promotion(String version) {
        return promotions.get(version);
    }

    /** Stores a canonical image that looks a little like two lungs; each {@code number} differs. */
    GreyImage scan(String scanId, int number) {
        GreyImage image = phantom(480, 400, number);
        stack.store().put(StorageKeys.image(scanId), CanonicalImage.toPng(image), "image/png");
        return image;
    }

    Diagnosis diagnosis(String scanId, String patient, Map<String, Double> probabilities, int second) {
        String top = probabilities.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return new Diagnosis(
                scanId,
                patient,
                top,
                probabilities,
                MODEL,
                "v1",
                null,
                "scans/" + scanId + "/image.png",
                12.5,
                START.plusSeconds(second),
                START.plusSeconds(second + 1L),
                URI.create("javascript:alert(1)"));
    }

    /** Returns the diagnosis of a scan that is unlike the training scans. */
    Diagnosis undetermined(String scanId, int second) {
        return undetermined(scanId, UndeterminedReason.UNLIKE_TRAINING_SCANS, second);
    }

    /** Returns the diagnosis of a scan that has no class. */
    Diagnosis undetermined(String scanId, UndeterminedReason reason, int second) {
        Diagnosis whole = diagnosis(scanId, null, probabilities(0.1, 0.2, 0.7), second);
        return new Diagnosis(
                scanId,
                null,
                Outcome.UNDETERMINED,
                reason,
                null,
                null,
                null,
                CLASSES,
                whole.model(),
                whole.version(),
                null,
                whole.image(),
                null,
                whole.millis(),
                whole.scannedAt(),
                whole.diagnosedAt(),
                whole.explanation());
    }

    void publish(Diagnosis diagnosis) {
        stack.produce(Topics.DIAGNOSES, diagnosis.scanId(), Json.write(diagnosis), Map.of());
    }

    static Map<String, Double> probabilities(double covid, double normal, double pneumonia) {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        probabilities.put("COVID-19", covid);
        probabilities.put("NORMAL", normal);
        probabilities.put("PNEUMONIA", pneumonia);
        return probabilities;
    }

    static HttpResponse<byte[]> get(ServiceProcess service, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.url().resolve(path))
                .header(TestKeys.HEADER, TestKeys.CLINICIAN.header());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    private static GreyImage phantom(int width, int height, int number) {
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (x - width / 2.0) / width;
                double v = (y - height / 2.0) / height;
                double body = Math.exp(-8 * u * u - 2 * v * v);
                double lung = Math.min(1, ellipse(Math.abs(u) - 0.2, v));
                double spot = Math.exp(-150 * (square(u - 0.18) + square(v - 0.05 * (number % 5) + 0.1)));
                double ribs = 0.06 * Math.cos(v * 60 + Math.abs(u) * 12);
                pixels[y * width + x] = (byte)
                        Math.max(0, Math.min(255, 255 * (0.85 * body - 0.6 * lung * body + 0.4 * spot + ribs * body)));
            }
        }
        return new GreyImage(width, height, pixels);
    }

    private static double ellipse(double u, double v) {
        return Math.max(0, Math.min(1, 4 * (1 - square(u / 0.14) - square(v / 0.36))));
    }

    private static double square(double value) {
        return value * value;
    }
}
