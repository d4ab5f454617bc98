package dev.thorax.manifests.check;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.model.Certificate;
import dev.thorax.manifests.model.Issuer;
import dev.thorax.manifests.model.ScaledObject;
import dev.thorax.manifests.model.TriggerAuthentication;

/**
 * Parses each resource with the model of its kind: that of Kubernetes' own client for its kinds, those of the operators for theirs.
 * A field that the model does not have is a problem, and so is a field that is missing.
 */
final class StrictModels implements Check {
    private static final String CORE = "io.kubernetes.client.openapi.models.";
    private static final String FROM_JSON = "fromJson";

    private static final Map<String, Class<?>> CUSTOM = Map.ofEntries(
            Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("keda.sh/v1alpha1 ScaledObject", ScaledObject.class),
            Map.entry("keda.sh/v1alpha1 TriggerAuthentication", TriggerAuthentication.class),
            Map.entry("cert-manager.io/v1 Issuer", Issuer.class),
            Map.entry("cert-manager.io/v1 Certificate", Certificate.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class));

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    @Override
    public Stream<String> problems(Manifests manifests) {
        return manifests.all().stream().flatMap(manifest -> problems(manifest)
                .map(problem -> manifest.id() + " does not fit the model of its kind: " + problem));
    }

    private static Stream<String> problems(Manifest manifest) {
        Class<?> custom = CUSTOM.get(manifest.apiVersion() + " " + manifest.kind());
        return custom == null ? core(manifest) : custom(manifest, custom);
    }

    private static Stream<String> core(Manifest manifest) {
        String version = manifest.apiVersion().replaceAll(".*/", "");
        return parsed(
                CORE + version.toUpperCase(Locale.ROOT) + manifest.kind(),
                manifest.tree().toString());
    }

    private static Stream<String> parsed(String model, String json) {
        try {
            Class.forName(model).getMethod(FROM_JSON, String.class).invoke(null, json);
            return Stream.empty();
        } catch (ClassNotFoundException e) {
            return Stream.of("there is no such kind");
        } catch (InvocationTargetException e) {
            return Stream.of(e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> custom(Manifest manifest, Class<?> model) {
        try {
            Object parsed = STRICT.treeToValue(manifest.tree(), model);
            Stream<String> behavior =
                    parsed instanceof ScaledObject scaled && scaled.spec().advanced() != null
                            ? parsed(
                                    V2HorizontalPodAutoscalerBehavior.class.getName(),
                                    scaled.spec()
                                            .advanced()
                                            .horizontalPodAutoscalerConfig()
                                            .behavior()
                                            .toString())
                            : Stream.empty();
            return Stream.concat(behavior, UnknownFields.of(parsed));
        } catch (JsonProcessingException e) {
            return Stream.of(e.getOriginalMessage());
        }
    }
}
