package dev.thorax.manifests.check;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Project;

/** The secrets that exist in the namespace: those that operators make, and those of the table in {@code k8s/README.md}. */
final class Secrets {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (`[a-z.-]+`(?:, `[a-z.-]+`)*) \\|");
    private static final Map<String, Set<String>> TABLE = table();

    private Secrets() {}

    /** Returns the keys of a secret, or nothing if nobody makes it. */
    static Optional<Set<String>> keys(String name, Manifests manifests) {
        if (manifests.find("KafkaUser", name).isPresent()) {
            return Optional.of(Set.of("password", "sasl.jaas.config"));
        }
        if (manifests.of("Kafka").anyMatch(kafka -> name.equals(kafka.name() + "-cluster-ca-cert"))) {
            return Optional.of(Set.of("ca.crt", "ca.p12", "ca.password"));
        }
        boolean isIssued = manifests
                .of("Certificate")
                .anyMatch(certificate ->
                        name.equals(certificate.at("/spec/secretName").asText()));
        if (isIssued) {
            return Optional.of(Set.of("tls.crt", "tls.key", "ca.crt"));
        }
        return Optional.ofNullable(TABLE.get(name));
    }

    /** Returns the secrets of the table with their keys. */
    static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        Matcher row = ROW.matcher(Project.text("k8s/README.md"));
        while (row.find()) {
            table.put(
                    row.group(1),
                    Arrays.stream(row.group(2).split(", "))
                            .map(key -> key.replace("`", ""))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return table;
    }
}
