package dev.thorax.manifests.model;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Requests a certificate, and its renewal. */
public record Certificate(
        @JsonProperty(required = true) String apiVersion,
        @JsonProperty(required = true) String kind,
        @JsonProperty(required = true) Metadata metadata,
        @JsonProperty(required = true) Spec spec) {
    /** What the certificate is. */
    public record Spec(
            @JsonProperty(required = true) String secretName,
            @JsonProperty(required = true) String duration,
            @JsonProperty(required = true) String renewBefore,
            @JsonProperty(required = true) List<String> dnsNames,
            @JsonProperty(required = true) Key privateKey,
            @JsonProperty(required = true) List<Usage> usages,
            @JsonProperty(required = true) IssuerReference issuerRef) {}

    /** The private key. */
    public record Key(
            @JsonProperty(required = true) Algorithm algorithm,
            @JsonProperty(required = true) int size,
            @JsonProperty(required = true) Rotation rotationPolicy) {}

    /** Algorithms of keys. */
    public enum Algorithm {
        /** Elliptic curves. */
        ECDSA,
        /** Edwards curves. */
        @JsonProperty("Ed25519")
        ED25519,
        /** RSA. */
        RSA
    }

    /** Whether a renewed certificate has another key. */
    public enum Rotation {
        /** It has. */
        @JsonProperty("Always")
        ALWAYS,
        /** It has not. */
        @JsonProperty("Never")
        NEVER
    }

    /** What a certificate may be used for. */
    public enum Usage {
        /** To sign. */
        @JsonProperty("digital signature")
        SIGNATURE,
        /** To encrypt keys. */
        @JsonProperty("key encipherment")
        ENCIPHERMENT,
        /** As a server. */
        @JsonProperty("server auth")
        SERVER
    }

    /** Who signs it. */
    public record IssuerReference(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) String group) {}
}
