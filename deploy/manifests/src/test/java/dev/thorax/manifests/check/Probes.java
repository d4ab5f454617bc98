package dev.thorax.manifests.check;

import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Workload;

/** Compares the three probes with the addresses of Quarkus on the management port. */
final class Probes implements Check {
    private static final Map<String, String> PATHS = Map.of(
            "startupProbe", "/q/health/started",
            "livenessProbe", "/q/health/live",
            "readinessProbe", "/q/health/ready");
    /** A start on a busy node, in seconds. */
    private static final int START = 120;
    /** A dead process is noticed after so many seconds at least, so that a pause is none. */
    private static final int PAUSE = 30;

    @Override
    public Stream<String> problems(Manifests manifests) {
        return manifests.workloads().stream().flatMap(Probes::problems);
    }

    private static Stream<String> problems(Workload workload) {
        Stream<String> addresses = PATHS.entrySet().stream()
                .filter(probe -> !isAt(workload.container().path(probe.getKey()), probe.getValue()))
                .map(probe -> workload.name() + ": " + probe.getKey() + " must be " + probe.getValue()
                        + " on the management port.");
        Stream<String> times = Stream.of(Map.entry("startupProbe", START), Map.entry("livenessProbe", PAUSE))
                .filter(least -> seconds(workload.container().path(least.getKey())) < least.getValue())
                .map(least -> workload.name() + ": " + least.getKey() + " must wait for " + least.getValue() + " s.");
        return Stream.concat(addresses, times);
    }

    private static boolean isAt(JsonNode probe, String path) {
        return probe.at("/httpGet/path").asText().equals(path)
                && probe.at("/httpGet/port").asText().equals("management")
                && probe.path("timeoutSeconds").asInt() > 0
                && !probe.at("/httpGet").has("scheme");
    }

    private static int seconds(JsonNode probe) {
        return probe.path("periodSeconds").asInt()
                * probe.path("failureThreshold").asInt();
    }
}
