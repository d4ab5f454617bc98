package dev.thorax.runtime.access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.runtime.http.FakeExchange;

import static org.assertj.core.api.Assertions.assertThat;

class NavigationTest {
    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final FakeExchange fake = new FakeExchange();

    /** A browser that opens a page, an old one that does, a script, an image, and a program. */
    @ParameterizedTest
    @CsvSource({"navigate, true", "Navigate, true", ", true", "cors, false", "no-cors, false", "websocket, false"})
    void shouldKnowABrowserThatOpensAPage(String mode, boolean isNavigation) {
        fake.with("Accept", HTML);
        if (mode != null) {
            fake.with("Sec-Fetch-Mode", mode);
        }

        assertThat(Navigation.isNavigation(fake.request())).isEqualTo(isNavigation);
        assertThat(new Navigation().isJavaScriptRequest(fake.exchange())).isEqualTo(!isNavigation);
    }

    @ParameterizedTest
    @CsvSource({"application/json", "text/event-stream", "*/*"})
    void shouldNotSendAProgramToAnotherSite(String accept) {
        assertThat(Navigation.isNavigation(fake.with("Accept", accept).request()))
                .isFalse();
    }

    @Test
    void shouldNotTakeAPostOrARequestWithoutAWishForAPage() {
        assertThat(Navigation.isNavigation(fake.request())).isFalse();
        assertThat(Navigation.isNavigation(
                        fake.to("POST", "/scans").with("Accept", HTML).request()))
                .isFalse();
    }
}
