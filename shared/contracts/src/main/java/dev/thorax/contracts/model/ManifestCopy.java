package dev.thorax.contracts.model;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Builds a manifest that differs from another in some components. */
final class ManifestCopy {
    private final Manifest of;
    private String version;
    private Map<String, String> files;
    private Manifest.@Nullable Kind kind;
    private Manifest.@Nullable Lungs lungs;
    private @Nullable ConformalSets conformal;

    ManifestCopy(Manifest of) {
        this.of = of;
        this.version = of.version();
        this.files = of.files();
        this.kind = of.kind();
        this.lungs = of.lungs();
        this.conformal = of.conformal();
    }

    ManifestCopy version(String other) {
        version = other;
        return this;
    }

    ManifestCopy files(Map<String, String> digests) {
        files = digests;
        return this;
    }

    ManifestCopy kind(Manifest.Kind other) {
        kind = other;
        return this;
    }

    ManifestCopy lungs(Manifest.@Nullable Lungs finder) {
        lungs = finder;
        return this;
    }

    ManifestCopy conformal(@Nullable ConformalSets sets) {
        conformal = sets;
        return this;
    }

    Manifest build() {
        return new Manifest(
                of.model(),
                version,
                of.classes(),
                of.input(),
                of.recipe(),
                of.engine(),
                of.seed(),
                of.trainedAt(),
                of.data(),
                of.evaluation(),
                files,
                of.serving(),
                kind,
                of.gate(),
                lungs,
                conformal);
    }
}
