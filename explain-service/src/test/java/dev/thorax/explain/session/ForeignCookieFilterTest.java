package dev.thorax.explain.session;

import io.quarkus.vertx.http.runtime.filters.Filters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForeignCookieFilterTest {
    private final Filters filters = new Filters();

    @BeforeEach
    void register() {
        new ForeignCookieFilter().register(filters);
    }

    /** A page of another site, one on another port of this host, and one whose site is hidden. */
    @ParameterizedTest
    @CsvSource({
        "cross-site, ",
        "same-site, ",
        ", https://evil.example",
        ", http://explain.example:9999",
        ", null",
        "cross-site, https://explain.example:8084"
    })
    void shouldRemoveTheCookiesThatAForeignPageMadeTheBrowserSend(String site, String origin) {
        FakeRequest fake = handled("/diagnoses", site, origin);

        assertThat(fake.headers.contains("Cookie")).isFalse();
        assertThat(fake.headers.contains("Accept")).isTrue();
        assertThat(fake.isPassedOn()).isTrue();
    }

    /** The page itself, an address that somebody typed, and a program. */
    @ParameterizedTest
    @CsvSource({"same-origin, https://explain.example:8084", "none, ", ", "})
    void shouldLeaveTheCookiesOfItsOwnPage(String site, String origin) {
        FakeRequest fake = handled("/diagnoses", site, origin);

        assertThat(fake.headers.get("Cookie")).isEqualTo("thorax-key=abcd1234.secret");
        assertThat(fake.isPassedOn()).isTrue();
    }

    @Test
    void shouldLeaveTheCookiesOnTheWayBackFromTheProviderOnly() {
        assertThat(handled("/sign-in", "cross-site", null).headers.contains("Cookie"))
                .isTrue();
        assertThat(handled("/sign-in/", "cross-site", null).headers.contains("Cookie"))
                .isFalse();
        assertThat(handled("/sign-out", "cross-site", null).headers.contains("Cookie"))
                .isFalse();
    }

    /** Quarkus authenticates with 200. */
    @Test
    void shouldComeBeforeAuthentication() {
        assertThat(filters.getFilters()).singleElement().satisfies(filter -> assertThat(filter.getPriority())
                .isGreaterThan(200));
    }

    private FakeRequest handled(String path, String site, String origin) {
        FakeRequest fake = new FakeRequest("https", path)
                .withKey("abcd1234.secret")
                .with("Accept", "*/*")
                .with("Sec-Fetch-Site", site)
                .with("Origin", origin);
        filters.getFilters().get(0).getHandler().handle(fake.exchange());
        return fake;
    }
}
