package dev.thorax.manifests.model;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The metadata of a custom resource. */
public record Metadata(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String namespace,
        Map<String, String> labels) {}
