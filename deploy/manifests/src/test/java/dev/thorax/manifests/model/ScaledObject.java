package dev.thorax.manifests.model;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

/** Scales a workload by triggers. */
public record ScaledObject(
        @JsonProperty(required = true) String apiVersion,
        @JsonProperty(required = true) String kind,
        @JsonProperty(required = true) Metadata metadata,
        @JsonProperty(required = true) Spec spec) {
    /** What is scaled, between which numbers, and by what. */
    public record Spec(
            @JsonProperty(required = true) Target scaleTargetRef,
            @JsonProperty(required = true) int minReplicaCount,
            @JsonProperty(required = true) int maxReplicaCount,
            @JsonProperty(required = true) int pollingInterval,
            @JsonProperty(required = true) int cooldownPeriod,
            @JsonProperty(required = true) Fallback fallback,
            Advanced advanced,
            @JsonProperty(required = true) List<Trigger> triggers) {}

    /** The workload. */
    public record Target(
            @JsonProperty(required = true) String apiVersion,
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) String name) {}

    /** The number of replicas if a trigger cannot be read. */
    public record Fallback(
            @JsonProperty(required = true) int failureThreshold,
            @JsonProperty(required = true) int replicas,
            @JsonProperty(required = true) Behavior behavior) {}

    /** Which of two numbers of replicas counts. */
    public enum Behavior {
        /** That of the fallback. */
        @JsonProperty("static")
        STATIC,
        /** That which is running. */
        @JsonProperty("currentReplicas")
        CURRENT_REPLICAS,
        /** The higher one. */
        @JsonProperty("currentReplicasIfHigher")
        CURRENT_REPLICAS_IF_HIGHER,
        /** The lower one. */
        @JsonProperty("currentReplicasIfLower")
        CURRENT_REPLICAS_IF_LOWER
    }

    /** Settings of the autoscaler that KEDA makes. */
    public record Advanced(@JsonProperty(required = true) Hpa horizontalPodAutoscalerConfig) {}

    /** The behaviour as Kubernetes has it, which its own model parses. */
    public record Hpa(@JsonProperty(required = true) JsonNode behavior) {}

    /** What is measured. */
    @JsonTypeInfo(
            use = JsonTypeInfo.Id.NAME,
            include = JsonTypeInfo.As.EXISTING_PROPERTY,
            property = "type",
            visible = true)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = KafkaTrigger.class, name = "kafka"),
        @JsonSubTypes.Type(value = PrometheusTrigger.class, name = "prometheus")
    })
    public sealed interface Trigger {}

    /** How far a group is behind. */
    public record KafkaTrigger(
            @JsonProperty(required = true) String type,
            @JsonProperty(required = true) Map<String, String> metadata,
            @JsonProperty(required = true) Authentication authenticationRef)
            implements Trigger {}

    /** What a query of Prometheus returns. */
    public record PrometheusTrigger(
            @JsonProperty(required = true) String type, @JsonProperty(required = true) Map<String, String> metadata)
            implements Trigger {}

    /** How the scaler signs in. */
    public record Authentication(@JsonProperty(required = true) String name) {}
}
