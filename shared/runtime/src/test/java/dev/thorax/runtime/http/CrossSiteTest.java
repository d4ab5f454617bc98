package dev.thorax.runtime.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CrossSiteTest {
    private static final String HOST = "127.0.0.1:8081";

    @Test
    void shouldTakeRequestsOfDevicesAndOfItsOwnPages() {
        assertThat(CrossSite.isForeign(null, null, HOST)).isFalse();
        assertThat(CrossSite.isForeign("none", null, HOST)).isFalse();
        assertThat(CrossSite.isForeign("same-origin", "http://127.0.0.1:8081", HOST))
                .isFalse();
        assertThat(CrossSite.isForeign(null, "http://127.0.0.1:8081", HOST)).isFalse();
    }

    @Test
    void shouldFindRequestsThatABrowserMarks() {
        assertThat(CrossSite.isForeign("cross-site", null, HOST)).isTrue();
        assertThat(CrossSite.isForeign("same-site", null, HOST)).isTrue();
    }

    @Test
    void shouldFindRequestsOfOtherOriginsWithoutTheMark() {
        assertThat(CrossSite.isForeign(null, "https://elsewhere.example", HOST)).isTrue();
        assertThat(CrossSite.isForeign(null, "http://127.0.0.1:8084", HOST)).isTrue();
        assertThat(CrossSite.isForeign(null, "null", HOST)).isTrue();
        assertThat(CrossSite.isForeign(null, "http://127.0.0.1:8081", null)).isTrue();
    }
}
