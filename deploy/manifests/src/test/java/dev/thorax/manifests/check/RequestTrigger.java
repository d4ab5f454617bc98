package dev.thorax.manifests.check;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Project;
import dev.thorax.manifests.Service;

/** Compares the trigger that counts requests by Prometheus with the paths of its service, and with the Prometheus that reads it. */
final class RequestTrigger {
    private static final Set<String> KEYS = Set.of("serverAddress", "query", "threshold");
    private static final Pattern QUERY =
            Pattern.compile("sum\\(rate\\(http_server_requests_seconds_count\\{job=\"([^\"]+)\", uri=\"([^\"]+)\"}"
                    + "\\[\\d+m]\\)\\) or vector\\(0\\)");

    private RequestTrigger() {}

    /** Returns what is wrong with the only trigger of {@code scaled}. */
    static Stream<String> problems(Manifest scaled, Manifests manifests) {
        Map<String, String> metadata = Manifest.texts(scaled.at("/spec/triggers/0/metadata"));
        String target = scaled.at("/spec/scaleTargetRef/name").asText();
        Matcher query = QUERY.matcher(metadata.getOrDefault("query", ""));
        boolean isCounted = query.matches()
                && Service.of(target)
                        .filter(service -> service.user().equals(query.group(1)))
                        .isPresent()
                && Project.text("deploy/local/src/test/resources/roles.csv")
                        .contains("\n" + target + ",GET," + query.group(2) + ",");
        int least = scaled.at("/spec/minReplicaCount").asInt();
        return Stream.of(
                        metadata.keySet().equals(KEYS) ? "" : "its trigger must have the keys " + KEYS,
                        isCounted ? "" : "it must count requests of a path of the service, and be 0 without any",
                        reads(metadata.getOrDefault("serverAddress", ""), target, manifests)
                                ? ""
                                : "it must ask the Prometheus that reads the service",
                        least >= 2
                                        && least
                                                <= scaled.at("/spec/maxReplicaCount")
                                                        .asInt()
                                ? ""
                                : "two replicas must always run, so that one answers while the other restarts")
                .filter(problem -> !problem.isEmpty());
    }

    /** Returns whether the Prometheus of this address may read the metrics of the service: {@code http://NAME.NAMESPACE.svc:9090}. */
    private static boolean reads(String address, String service, Manifests manifests) {
        String[] host = String.valueOf(URI.create(address).getHost()).split("\\.");
        return manifests.has("ServiceMonitor")
                && host.length == 3
                && OpenEdges.of(manifests).contains("in " + host[1] + "/prometheus -> " + service + " TCP/management");
    }
}
