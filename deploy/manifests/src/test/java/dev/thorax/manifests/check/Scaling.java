package dev.thorax.manifests.check;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;

/** Compares the autoscalers with what the services consume and answer. */
final class Scaling implements Check {
    private static final Set<String> SCALED = Set.of("ingest-service", "inference-service", "explain-service");

    @Override
    public Stream<String> problems(Manifests manifests) {
        if (!manifests.has("ScaledObject")) {
            return Stream.empty();
        }
        return Stream.of(
                        SCALED.stream()
                                .filter(name ->
                                        targets(manifests).filter(name::equals).count() != 1)
                                .map(name -> name + " must be scaled by one autoscaler."),
                        manifests.of("ScaledObject").flatMap(scaled -> problems(scaled, manifests)),
                        manifests.of("TriggerAuthentication").flatMap(login -> login(login, manifests)),
                        manifests.workloads().stream()
                                .filter(workload -> SCALED.contains(workload.name()))
                                .filter(workload ->
                                        workload.set().tree().path("spec").has("replicas"))
                                .map(workload -> workload.name() + ": a second apply would undo what was scaled."))
                .flatMap(Objects::requireNonNull);
    }

    private static Stream<String> targets(Manifests manifests) {
        return manifests
                .of("ScaledObject")
                .map(scaler -> scaler.at("/spec/scaleTargetRef"))
                .filter(target -> target.path("kind").asText().equals("StatefulSet")
                        && target.path("apiVersion").asText().equals("apps/v1"))
                .map(target -> target.path("name").asText());
    }

    private static Stream<String> problems(Manifest scaled, Manifests manifests) {
        JsonNode triggers = scaled.at("/spec/triggers");
        String type = triggers.at("/0/type").asText();
        Stream<String> trigger =
                switch (triggers.size() == 1 ? type : "") {
                    case "kafka" -> LagTrigger.problems(scaled, manifests);
                    case "prometheus" -> RequestTrigger.problems(scaled, manifests);
                    default -> Stream.of("it needs one trigger, of kafka or of prometheus");
                };
        Stream<String> own = Stream.of(
                        scaled.at("/spec/minReplicaCount").asInt() >= 1 ? "" : "one replica must always run",
                        scaled.at("/spec/fallback/replicas").asInt() > 0 ? "" : "it needs a fallback")
                .filter(problem -> !problem.isEmpty());
        return Stream.concat(trigger, own).map(problem -> scaled.id() + ": " + problem + ".");
    }

    private static Stream<String> login(Manifest login, Manifests manifests) {
        Stream<String> secrets = Manifest.list(login.at("/spec/secretTargetRef"))
                .filter(source -> Secrets.keys(source.path("name").asText(), manifests)
                        .map(keys -> !keys.contains(source.path("key").asText()))
                        .orElse(true))
                .map(source -> login.id() + ": no secret has " + source + ".");
        Stream<String> maps = Manifest.list(login.at("/spec/configMapTargetRef"))
                .filter(source -> value(source, manifests).isEmpty())
                .map(source -> login.id() + ": no config map has " + source + ".");
        boolean isUser = Manifest.list(login.at("/spec/configMapTargetRef"))
                .filter(source -> source.path("parameter").asText().equals("username"))
                .anyMatch(source ->
                        manifests.find("KafkaUser", value(source, manifests)).isPresent());
        return Stream.of(secrets, maps, isUser ? Stream.<String>empty() : Stream.of(login.id() + " names no user."))
                .flatMap(Objects::requireNonNull);
    }

    private static String value(JsonNode source, Manifests manifests) {
        return manifests
                .find("ConfigMap", source.path("name").asText())
                .map(map -> map.at("/data").path(source.path("key").asText()).asText())
                .orElse("");
    }
}
