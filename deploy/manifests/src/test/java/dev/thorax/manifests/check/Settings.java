package dev.thorax.manifests.check;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Project;
import dev.thorax.manifests.Service;
import dev.thorax.manifests.Workload;
import dev.thorax.runtime.config.ConfigCheck;

/**
 * Starts the check that each service does at its start, with the variables of its pod: unknown keys, values out of their range, and
 * missing keys without a default. Variables of Quarkus and of Kafka's clients must be keys of theirs that can be set at run time.
 */
final class Settings implements Check {
    private static final String OWN = "THORAX_";
    private static final String PAGE = Project.text("docs/configuration.md");
    private static final Map<String, String> FIXED = Map.of(
            "QUARKUS_HTTP_HOST", "0.0.0.0",
            "QUARKUS_MANAGEMENT_HOST", "0.0.0.0",
            "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM");

    @Override
    public Stream<String> problems(Manifests manifests) {
        return Stream.concat(
                Arrays.stream(Service.values())
                        .filter(service -> manifests.workloads().stream()
                                .noneMatch(workload -> workload.name().equals(service.fullName())))
                        .map(service -> service.fullName() + " is missing."),
                manifests.workloads().stream().flatMap(Settings::problems));
    }

    private static Stream<String> problems(Workload workload) {
        return workload.service()
                .map(service -> Stream.of(
                                starts(workload, service),
                                missing(workload, service),
                                foreign(workload, service),
                                known(workload),
                                site(workload))
                        .flatMap(Objects::requireNonNull)
                        .map(problem -> workload.name() + ": " + problem))
                .orElseGet(() -> Stream.of(workload.name() + " is no service."));
    }

    private static Stream<String> starts(Workload workload, Service service) {
        Map<String, String> variables = new TreeMap<>(workload.variables());
        workload.references().forEach((name, source) -> variables.put(name, placeholder(name, source)));
        Map<String, String> defaults = new HashMap<>();
        service.sections().keys().forEach(key -> key.defaultValue()
                .ifPresent(value -> defaults.put(key.name(), value)));
        defaults.put("kafka.security.protocol", "SASL_SSL");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValues(defaults)
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new EnvConfigSource(variables, 300))
                .withSources(new PropertiesConfigSource(withoutExpressions(service), "application.properties", 250))
                .build();
        return ConfigCheck.problems(config, service.sections()).stream();
    }

    private static Map<String, String> withoutExpressions(Service service) {
        Map<String, String> settings = service.settings();
        settings.values().removeIf(value -> value.contains("${"));
        return settings;
    }

    /** Returns a value of the form that the secret or the field has in a cluster. */
    private static String placeholder(String variable, JsonNode source) {
        if (source.has("fieldRef")) {
            return "pod-0";
        }
        return variable.equals("THORAX_STORAGE_ENCRYPTION_KEYS")
                ? "2026:" + Base64.getEncoder().encodeToString(new byte[32])
                : "x".repeat(40);
    }

    /** Keys that docs/configuration.md calls required, also those that the service looks at later in its start. */
    private static Stream<String> missing(Workload workload, Service service) {
        return service.sections().keys().stream()
                .filter(key -> PAGE.contains("| `" + key.name() + "` | none, required |"))
                .map(key -> KnownKeys.variable(key.name()))
                .filter(variable -> !workload.variables().containsKey(variable)
                        && !workload.references().containsKey(variable))
                .map(variable -> variable + " has no default and is not given.");
    }

    /** Settings of one service may not stand with another one, which ignores them. */
    private static Stream<String> foreign(Workload workload, Service service) {
        return workload.configMaps().stream()
                .filter(name -> !name.startsWith("thorax-common"))
                .flatMap(name -> workload.manifests().find("ConfigMap", name).stream())
                .flatMap(map -> Manifest.texts(map.at("/data")).keySet().stream())
                .filter(variable -> variable.startsWith(OWN))
                .filter(variable -> service.sections().keys().stream()
                        .noneMatch(key -> KnownKeys.variable(key.name()).equals(variable)))
                .map(variable -> variable + " is a setting of another service.");
    }

    private static Stream<String> known(Workload workload) {
        return Stream.concat(workload.variables().keySet().stream(), workload.references().keySet().stream())
                .filter(variable -> !variable.startsWith(OWN) && !KnownKeys.isKnown(variable))
                .map(variable -> variable + " is no key of Quarkus or of Kafka's clients that can be set at run time.");
    }

    /** What is not the default of the code, and must be so in a pod. */
    private static Stream<String> site(Workload workload) {
        Map<String, String> variables = workload.variables();
        String bucket = variables.getOrDefault("THORAX_STORAGE_BUCKET", "thorax");
        boolean isAllowed = Project.text("deploy/bucket/policies/" + workload.name() + ".json")
                .contains("arn:aws:s3:::" + bucket + "\"");
        Stream<String> fixed = FIXED.entrySet().stream()
                .filter(needed -> !needed.getValue().equals(variables.get(needed.getKey())))
                .map(needed -> needed.getKey() + " must be " + needed.getValue() + ".");
        return Stream.of(
                        fixed,
                        problem(
                                variables.containsKey("KAFKA_BOOTSTRAP_SERVERS"),
                                "The address of the broker is missing."),
                        problem(isAllowed, "No policy of the store is for the bucket " + bucket + "."),
                        problem(isTls(variables.get("THORAX_STORAGE_ENDPOINT")), "The store must have TLS."))
                .flatMap(Objects::requireNonNull);
    }

    private static Stream<String> problem(boolean isFine, String sentence) {
        return isFine ? Stream.empty() : Stream.of(sentence);
    }

    private static boolean isTls(String address) {
        return address != null && "https".equals(URI.create(address).getScheme());
    }
}
