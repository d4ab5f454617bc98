package dev.thorax.explain.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SessionCookieTest {
    @ParameterizedTest
    @CsvSource({"https, true", "http, false"})
    void shouldKeepTheKeyFromScriptsAndOtherSitesAndFromClearText(String scheme, boolean isSecure) {
        Cookie cookie = SessionCookie.of("abcd1234.secret", new FakeRequest(scheme, "/").request());

        assertThat(cookie.getName()).isEqualTo("thorax-key");
        assertThat(cookie.getValue()).isEqualTo("abcd1234.secret");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo(CookieSameSite.STRICT);
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.isSecure()).isEqualTo(isSecure);
        assertThat(cookie.encode()).as("it ends with the browser").doesNotContain("Max-Age", "Expires");
    }

    /** A browser replaces a cookie only by one with the same path. */
    @Test
    void shouldMakeTheBrowserForgetACookie() {
        Cookie cookie = SessionCookie.ended("q_session", new FakeRequest("https", "/").request());

        assertThat(cookie.encode()).startsWith("q_session=;").contains("Max-Age=0", "Path=/");
    }

    @Test
    void shouldFindTheKeyOfARequest() {
        assertThat(SessionCookie.key(
                        new FakeRequest("https", "/").withKey("abcd1234.secret").request()))
                .contains("abcd1234.secret");
        assertThat(SessionCookie.key(new FakeRequest("https", "/").request())).isEmpty();
    }
}
