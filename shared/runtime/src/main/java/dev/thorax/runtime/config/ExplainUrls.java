package dev.thorax.runtime.config;

import java.net.URI;
import java.net.URLEncoder;

import jakarta.inject.Singleton;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes the URLs of what explain-service serves. */
@Singleton
public class ExplainUrls {
    private final String base;

    /** Makes URLs below {@code thorax.explain.url}, which may end with a slash or not. */
    public ExplainUrls(ServiceConfig config) {
        this.base = config.explain().url().toString().replaceAll("/+$", "");
    }

    /** Returns the address of a scan's diagnosis. */
    public URI diagnosis(String scanId) {
        return URI.create(base + "/diagnoses/" + scanId);
    }

    /** Returns the address of a scan's heat map, for the version that diagnosed it. */
    public URI explanation(String scanId) {
        return URI.create(base + "/explanations/" + scanId);
    }

    /** Returns the address of a scan's heat map for one version of a model. */
    public URI explanation(String scanId, String model, String version) {
        return URI.create(explanation(scanId) + "?model=" + model + "&version=" + version);
    }

    /** Returns the address of a scan's heat map for one class and one version of a model. */
    public URI explanation(String scanId, String label, String model, String version) {
        return URI.create(explanation(scanId) + "?class=" + URLEncoder.encode(label, UTF_8) + "&model=" + model
                + "&version=" + version);
    }
}
