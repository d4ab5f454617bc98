package dev.thorax.training.api;

import java.util.Map;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.model.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

class BundleFileTest {
    @ParameterizedTest
    @CsvSource({
        "report.html,text/html;charset=UTF-8",
        "evaluation.json,application/json",
        "a.b.png,image/png",
        "plot.svg,image/svg+xml",
        "model.onnx,application/octet-stream",
        "script.js,application/octet-stream",
        "html,text/html;charset=UTF-8",
        "noending,application/octet-stream"
    })
    void shouldNameTheTypeByTheEndingAndOnlyTypesItKnows(String file, String type) {
        assertThat(describe(file).getMediaType()).hasToString(type);
    }

    @Test
    void shouldLetABrowserRunNothing() {
        Response answer = describe("report.html");

        assertThat(answer.getHeaderString("Content-Security-Policy"))
                .contains("default-src 'none'", "sandbox")
                .doesNotContain("script-src", "allow-");
        assertThat(answer.getHeaderString("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeaderString("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(describe("plot.png").getHeaderString("Cache-Control")).startsWith("private, max-age=");
    }

    @Test
    void shouldHoldTheManifestAndWhatItNames() {
        assertThat(BundleFile.isOf(manifest(Map.of("report.html", "0")), "report.html"))
                .isTrue();
        assertThat(BundleFile.isOf(manifest(Map.of("report.html", "0")), "model.onnx"))
                .isFalse();
        assertThat(BundleFile.isOf(manifest(null), Manifest.MANIFEST)).isTrue();
        assertThat(BundleFile.isOf(manifest(null), "report.html")).isFalse();
    }

    private static Response describe(String file) {
        return BundleFile.describe(Response.ok(), file).build();
    }

    private static Map<String, String> manifest(Map<String, String> files) {
        return files;
    }
}
