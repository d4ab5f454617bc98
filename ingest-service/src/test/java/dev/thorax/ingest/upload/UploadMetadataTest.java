package dev.thorax.ingest.upload;

import java.lang.reflect.Proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.Test;

import dev.thorax.ingest.record.Scan;

import static org.assertj.core.api.Assertions.assertThat;

class UploadMetadataTest {
    private final MultiMap form = MultiMap.caseInsensitiveMultiMap();
    private final MultiMap query = MultiMap.caseInsensitiveMultiMap();
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void shouldPreferAFieldOfTheFormToTheQueryAndThatToAHeader() {
        form.set("id", "form");
        query.set("id", "query").set("label", "query");
        headers.set("ce-id", "header").set("label", "header").set("dataset", "header");

        assertThat(UploadMetadata.of(request())).isEqualTo(new UploadMetadata("form", null, "query", "header"));
    }

    @Test
    void shouldMakeAScanOfItsUpload() {
        form.set("id", "s1").set("patient", " Jane Doe ");

        Scan scan = UploadMetadata.of(request()).scan(new byte[] {1});

        assertThat(scan.id()).isEqualTo("s1");
        assertThat(scan.patient()).isEqualTo("Jane Doe");
        assertThat(scan.origin()).isEqualTo("POST /scans");
    }

    @Test
    void shouldTakeTheDigestForTheIdIfNoneIsGiven() {
        Scan scan = UploadMetadata.of(request()).scan(new byte[] {1});

        assertThat(scan.id()).isEqualTo(scan.sha256());
    }

    private HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "formAttributes" -> form;
                    case "getParam" -> query.get((String) arguments[0]);
                    case "getHeader" -> headers.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
