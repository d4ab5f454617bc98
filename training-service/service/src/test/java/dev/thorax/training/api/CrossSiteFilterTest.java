package dev.thorax.training.api;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CrossSiteFilterTest {
    private final CrossSiteFilter filter = new CrossSiteFilter();

    @ParameterizedTest
    @CsvSource({
        "POST,cross-site,,",
        "POST,same-site,,",
        "DELETE,cross-site,,",
        "POST,,https://evil.example,thorax:8083",
        "POST,,null,thorax:8083"
    })
    void shouldRefuseOrdersOfAnotherSite(String method, String fetchSite, String origin, String host) {
        assertThat(filter.refuse(request(method, fetchSite, origin, host)))
                .hasValueSatisfying(answer -> assertThat(answer.getStatus()).isEqualTo(403));
    }

    @ParameterizedTest
    @CsvSource({
        "POST,same-origin,http://thorax:8083,thorax:8083",
        "POST,none,,thorax:8083",
        "POST,,,thorax:8083",
        "GET,cross-site,https://evil.example,thorax:8083",
        "HEAD,cross-site,,"
    })
    void shouldLetThroughWhatOrdersNothingOrComesFromHere(String method, String fetchSite, String origin, String host) {
        assertThat(filter.refuse(request(method, fetchSite, origin, host))).isEmpty();
    }

    private static ContainerRequestContext request(String method, String fetchSite, String origin, String host) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Sec-Fetch-Site", fetchSite);
        headers.put("Origin", origin);
        headers.put("Host", host);
        return (ContainerRequestContext) Proxy.newProxyInstance(
                CrossSiteFilterTest.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getHeaderString" -> headers.get(arguments[0]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
