package dev.thorax.runtime.edge;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnHeaderFilterTest {
    @Test
    void shouldKeepTheHeaderThatAResourceAddedAfterThatOfAllAnswers() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Cache-Control", "no-store")
                .add("cache-control", "private, immutable")
                .add("Referrer-Policy", "no-referrer");

        OwnHeaderFilter.keepLast(headers, "Cache-Control");
        OwnHeaderFilter.keepLast(headers, "Referrer-Policy");
        OwnHeaderFilter.keepLast(headers, "Absent");

        assertThat(headers.getAll("Cache-Control")).containsExactly("private, immutable");
        assertThat(headers.getAll("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.contains("Absent")).isFalse();
    }
}
