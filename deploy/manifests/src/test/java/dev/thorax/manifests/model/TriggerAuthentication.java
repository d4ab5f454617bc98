package dev.thorax.manifests.model;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Gives a trigger its login. */
public record TriggerAuthentication(
        @JsonProperty(required = true) String apiVersion,
        @JsonProperty(required = true) String kind,
        @JsonProperty(required = true) Metadata metadata,
        @JsonProperty(required = true) Spec spec) {
    /** Where the parameters come from. */
    public record Spec(
            @JsonProperty(required = true) List<Source> configMapTargetRef,
            @JsonProperty(required = true) List<Source> secretTargetRef) {}

    /** One parameter. */
    public record Source(
            @JsonProperty(required = true) String parameter,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String key) {}
}
