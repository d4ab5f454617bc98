package dev.thorax.training.api;

import java.util.Map;

import jakarta.ws.rs.core.Response.ResponseBuilder;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.runtime.http.CacheControls;

/** Answers a browser with a file of a bundle, of which the browser must run nothing. */
final class BundleFile {
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "json", "application/json",
            "png", "image/png",
            "svg", "image/svg+xml",
            "txt", "text/plain;charset=UTF-8",
            "csv", "text/csv;charset=UTF-8");
    /** A page has pictures of scans, which may be erased. */
    private static final String HTML = ".html";

    private static final String ANYTHING = "application/octet-stream";
    /** A report brings its styles and pictures itself, and has no scripts. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    private BundleFile() {}

    /**
     * Returns whether a bundle has a file {@code name}.
     *
     * @param files the files that its manifest names, or null if it names none
     */
    static boolean isOf(@Nullable Map<String, String> files, String name) {
        return Manifest.MANIFEST.equals(name) || files != null && files.containsKey(name);
    }

    /** Adds the headers of file {@code name}. */
    static ResponseBuilder describe(ResponseBuilder answer, String name) {
        return answer.type(MEDIA_TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), ANYTHING))
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", name.endsWith(HTML) ? CacheControls.NOTHING : CacheControls.FOREVER);
    }
}
