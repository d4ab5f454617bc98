package dev.thorax.manifests.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Signs certificates with the key of an authority. */
public record Issuer(
        @JsonProperty(required = true) String apiVersion,
        @JsonProperty(required = true) String kind,
        @JsonProperty(required = true) Metadata metadata,
        @JsonProperty(required = true) Spec spec) {
    /** The kind of the issuer. */
    public record Spec(@JsonProperty(required = true) Ca ca) {}

    /** The secret with certificate and key of the authority. */
    public record Ca(@JsonProperty(required = true) String secretName) {}
}
