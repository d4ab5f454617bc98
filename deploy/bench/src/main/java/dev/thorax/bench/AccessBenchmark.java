package dev.thorax.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.storage.FolderTree;

/**
 * Measures how long explain-service takes for requests of different kinds, in turns over one connection: some are refused, some have
 * no audit record, and some wait for theirs. The service's own timer says how long the broker took for these.
 */
final class AccessBenchmark {
    private static final Path PACKAGED = Path.of("explain-service/target/quarkus-app/quarkus-run.jar");
    private static final int WARM_UP = 1000;
    private static final int REQUESTS = 500;
    private static final String SCAN = "bench";
    private static final double MILLION = 1e6;

    private static final List<Kind> KINDS = List.of(
            new Kind("no key (401)", "/status", false),
            new Kind("no audit record", "/status", true),
            new Kind("audit record, nothing read", "/diagnoses?limit=1", true),
            new Kind("audit record, one object read", "/diagnoses/" + SCAN, true));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    private AccessBenchmark() {}

    /** Prints the median time of each kind of request in each round, and the spread of these. */
    static void run(int rounds) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("thorax-bench");
        try (TestStack backing = TestStack.start(folder)) {
            new AccessBenchmark().measure(backing, rounds);
        } finally {
            FolderTree.delete(folder);
        }
    }

    private void measure(TestStack backing, int rounds) throws IOException, InterruptedException {
        backing.store().put(StorageKeys.diagnosis(SCAN), Json.write(diagnosis()), "application/json");
        Path jar = Path.of(System.getProperty("thorax.modules")).resolve(PACKAGED);
        try (ServiceProcess service = backing.service(
                jar,
                Map.of("thorax.http.requests-per-second", "100000", "thorax.instance", "bench"),
                List.of("-Xmx256m"))) {
            for (int i = 0; i < WARM_UP; i++) {
                ask(service.url(), KINDS.get(i % KINDS.size()));
            }
            for (int round = 1; round <= rounds; round++) {
                round(service, round);
            }
        }
        figures.forEach((kind, medians) -> System.out.printf("%s: %s ms%n", kind, Spread.of(medians)));
    }

    private void round(ServiceProcess service, int round) throws IOException, InterruptedException {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        double[] before = audit(service);
        for (int i = 0; i < REQUESTS; i++) {
            for (Kind kind : KINDS) {
                long start = System.nanoTime();
                ask(service.url(), kind);
                times.computeIfAbsent(kind.name, first -> new ArrayList<>()).add((System.nanoTime() - start) / MILLION);
            }
        }
        double[] after = audit(service);
        times.forEach((kind, all) -> add(round, kind, Spread.of(all).median()));
        add(
                round,
                "of these the broker's acknowledgement (mean)",
                1000 * (after[0] - before[0]) / (after[1] - before[1]));
    }

    private void add(int round, String kind, double millis) {
        System.out.printf("round %d: %s: %.2f ms%n", round, kind, millis);
        figures.computeIfAbsent(kind, first -> new ArrayList<>()).add(millis);
    }

    private void ask(URI service, Kind kind) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(kind.path));
        if (kind.withKey) {
            request.header(TestKeys.HEADER, TestKeys.CLINICIAN.header());
        }
        int status = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .statusCode();
        if (status != (kind.withKey ? 200 : 401)) {
            throw new IllegalStateException(kind.path + " answered " + status + ".");
        }
    }

    /** Returns the seconds that all audit records waited for, and their number. */
    private double[] audit(ServiceProcess service) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.management().resolve("/q/metrics"))
                .build();
        String metrics =
                http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return new double[] {value(metrics, "thorax_audit_seconds_sum"), value(metrics, "thorax_audit_seconds_count")};
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Diagnosis diagnosis() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new Diagnosis(SCAN, null, "A", Map.of("A", 1.0), "bench", "v1", "0", "bench", 1, now, now, null);
    }

    /**
     * Names one kind of request.
     *
     * @param name for people
     * @param path what is asked for
     * @param withKey whether the request has a key
     */
    private record Kind(String name, String path, boolean withKey) {}
}
