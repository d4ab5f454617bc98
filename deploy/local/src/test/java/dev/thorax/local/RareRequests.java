package dev.thorax.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;
import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Makes the requests that the way of a scan does not need, so that their calls of the store are counted, too. */
final class RareRequests {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SCAN = "rare-1";
    private static final String PATIENT = "RARE-4711";

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalStack stack;
    private final String operator;

    RareRequests(LocalStack stack) {
        this.stack = stack;
        this.operator = stack.operatorKey().header();
    }

    /** Sends a scan as a device, and another time with another label, and looks at it as this device. */
    void sendAsADevice(LabelledScan scan, String otherLabel) throws IOException {
        NewKey key = NewKey.make("rare-device", Role.DEVICE, Instant.now().plusSeconds(86_400), new SecureRandom());
        KeyFile.change(stack.operatorKey().keys(), keys -> keys.with(key.key()));
        String device = "Key " + key.text();
        byte[] picture = Files.readAllBytes(scan.file());

        await().atMost(PATIENCE).until(() -> upload(device, picture, scan.label()) == 202);
        await().atMost(PATIENCE).until(() -> get(stack.page().resolve("/diagnoses/" + SCAN), device) == 200);
        assertThat(upload(device, picture, otherLabel)).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> !stack.store()
                .list("datasets/cxr3/" + otherLabel + "/" + SCAN)
                .isEmpty());
    }

    private int upload(String key, byte[] picture, String label) {
        return status(request("/scans?id=" + SCAN + "&dataset=cxr3&label=" + label, stack.ingest(), key)
                .header("Content-Type", "image/png")
                .header("patient", PATIENT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(picture)));
    }

    /** Reads the report of a version, promotes it by an operator's word, and declares the classes of a data set. */
    void decide(String model, String version) {
        assertThat(get(stack.training().resolve("/models/" + model + "/" + version + "/report.html"), operator))
                .isEqualTo(200);
        String promoted = post(
                stack.training(),
                "/promotions",
                "{\"slot\":\"production\",\"model\":\"" + model + "\",\"version\":\"" + version
                        + "\",\"why\":\"A test of an older version\"}");
        String id = Json.read(promoted.getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .path("promotionId")
                .asText();
        await().atMost(PATIENCE).until(() -> get(stack.training().resolve("/promotions/" + id), operator) == 200);
        assertThat(status(request("/datasets/rare/classes", stack.training(), operator)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"classes\":[\"A\",\"B\"]}"))))
                .isEqualTo(200);
    }

    /** Asks for a heat map of a scan by a version that serves no more. */
    void explain(String scanId) {
        assertThat(get(stack.page().resolve("/explanations/" + scanId), operator))
                .isEqualTo(200);
    }

    /** Lists what is held of the device's patient, and erases it. */
    void erase() {
        post(stack.ingest(), "/patients/held", "{\"patient\":\"" + PATIENT + "\"}");
        post(stack.ingest(), "/patients/erasures", "{\"patient\":\"" + PATIENT + "\",\"reason\":\"A test\"}");
        await().atMost(PATIENCE).until(() -> get(stack.page().resolve("/diagnoses/" + SCAN), operator) == 404);
    }

    private String post(URI service, String path, String json) {
        HttpResponse<String> answer = send(request(path, service, operator)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return answer.body();
    }

    private int get(URI uri, String key) {
        return status(HttpRequest.newBuilder(uri).header("Authorization", key));
    }

    private int status(HttpRequest.Builder request) {
        return send(request).statusCode();
    }

    private static HttpRequest.Builder request(String path, URI service, String key) {
        return HttpRequest.newBuilder(service.resolve(path)).header("Authorization", key);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
