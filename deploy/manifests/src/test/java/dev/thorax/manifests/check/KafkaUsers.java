package dev.thorax.manifests.check;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.access.kafka.KafkaAccess;
import dev.thorax.access.kafka.KafkaPrincipal;
import dev.thorax.access.kafka.KafkaResource;
import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;

/** Compares the users of the broker with the file of rules. */
public final class KafkaUsers implements Check {
    private static final String PRINCIPAL = "thorax.dev/principal";
    private static final Map<KafkaResource.Type, String> TYPES = Map.of(
            KafkaResource.Type.TOPIC, "topic",
            KafkaResource.Type.GROUP, "group",
            KafkaResource.Type.TRANSACTIONAL_ID, "transactionalid");

    @Override
    public Stream<String> problems(Manifests manifests) {
        if (!manifests.has("Kafka")) {
            return Stream.empty();
        }
        return Stream.of(
                        KafkaAccess.all().stream()
                                .filter(principal -> principal.isService()
                                        || principal.name().equals("scaler") && manifests.has("ScaledObject"))
                                .map(KafkaPrincipal::name)
                                .filter(name ->
                                        manifests.find("KafkaUser", name).isEmpty())
                                .map(name -> "The user " + name + " is missing."),
                        manifests
                                .of("KafkaUser")
                                .filter(user -> !KafkaTopics.isInCluster(user, manifests))
                                .map(user -> user.id() + " is in no cluster."),
                        manifests.of("KafkaUser").flatMap(KafkaUsers::rules))
                .flatMap(Objects::requireNonNull);
    }

    /** Returns what is wrong with one user. */
    public static Stream<String> rules(Manifest user) {
        String principal = user.labels().getOrDefault(PRINCIPAL, "");
        Set<String> needed;
        try {
            needed = KafkaAccess.of(principal).rulesOf(user.name()).stream()
                    .map(rule -> text(
                            TYPES.get(rule.resource().type()),
                            rule.resource().name(),
                            rule.resource().isPrefix() ? "prefix" : "literal",
                            rule.operation().text()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IllegalArgumentException e) {
            return Stream.of(user.id() + ": " + e.getMessage());
        }
        Set<String> has = Manifest.list(user.at("/spec/authorization/acls"))
                .flatMap(KafkaUsers::texts)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean isKnown = user.at("/spec/authentication/type").asText().equals("scram-sha-512")
                && user.at("/spec/authorization/type").asText().equals("simple");
        return Stream.concat(
                has.equals(needed) ? Stream.empty() : Stream.of(user.id() + " must have the rules " + needed + "."),
                isKnown ? Stream.empty() : Stream.of(user.id() + " must sign in by SCRAM, and have simple rules."));
    }

    private static Stream<String> texts(JsonNode rule) {
        JsonNode resource = rule.path("resource");
        boolean isPlain = !rule.has("host") && !rule.has("type");
        return Manifest.list(rule.path("operations"))
                .map(operation -> (isPlain ? "" : "not plain: ")
                        + text(
                                resource.path("type").asText(),
                                resource.path("name").asText(),
                                resource.path("patternType").asText(),
                                operation.asText()));
    }

    private static String text(String type, String name, String pattern, String operation) {
        return type.toLowerCase(Locale.ROOT) + " " + pattern + " " + name + " " + operation;
    }
}
