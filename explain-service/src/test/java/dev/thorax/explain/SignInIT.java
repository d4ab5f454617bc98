package dev.thorax.explain;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.oidc.TestPerson;
import dev.thorax.testing.oidc.TestProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** How browsers sign in and out at two replicas of the packaged service: redirects, cookies and what other sites can do. */
class SignInIT {
    private static final Path JAR = Path.of(System.getProperty("thorax.service.jar"));
    private static final String SESSION = "q_session";
    private static final String STATE = "q_auth";

    @TempDir
    static Path folder;

    private static TestStack stack;
    private static TestProvider provider;
    private static TestProvider withoutEnd;
    private static ServiceProcess service;
    /** The second replica. For it TLS ends at a proxy. */
    private static ServiceProcess behindProxy;

    @BeforeAll
    static void start() {
        stack = TestStack.start(folder);
        provider = provider(true);
        withoutEnd = provider(false);
        service = stack.service(JAR, OidcSettings.of(provider));
        Map<String, String> settings = OidcSettings.of(provider);
        settings.put("thorax.instance", "oidc-2");
        settings.put("quarkus.oidc.authentication.cookie-force-secure", "true");
        behindProxy = stack.service(JAR, settings);
    }

    @AfterAll
    static void stop() {
        provider.close();
        withoutEnd.close();
        stack.close();
    }

    @Test
    void shouldSignABrowserInAtTheProvider() throws Exception {
        PlainBrowser browser = new PlainBrowser();

        HttpResponse<String> last = signIn(browser, service.url().resolve("/sign-in"));

        assertThat(last.uri()).isEqualTo(service.url().resolve("/"));
        assertThat(browser.addresses().get(1).getQuery())
                .contains(
                        "code_challenge_method=S256", "nonce=", "state=", "redirect_uri=" + service.url() + "/sign-in");
        assertThat(browser.setCookies(SESSION)).isNotEmpty().allSatisfy(cookie -> assertThat(cookie)
                .contains("; HTTPOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("; Secure"));
        assertThat(browser.fetch(service.url().resolve("/diagnoses")).statusCode())
                .isEqualTo(200);
        assertThat(browser.fetch(service.url().resolve("/session")).body())
                .isEqualTo("{\"name\":\"jane\",\"roles\":[\"clinician\"],\"provider\":true}");
    }

    @Test
    void shouldEncryptTheSession() throws Exception {
        PlainBrowser browser = signedIn();

        // A JWT, signed or not, begins with a JSON object. The key of an encrypted one is given directly.
        assertThat(browser.cookies(SESSION)).isNotEmpty().allSatisfy(value -> assertThat(
                        new String(Base64.getUrlDecoder().decode(value.split("\\.")[0])))
                .contains("\"enc\":\"A256GCM\""));
    }

    @Test
    void shouldTakeTheSessionOfAnotherReplica() throws Exception {
        PlainBrowser browser = signedIn();

        assertThat(browser.fetch(behindProxy.url().resolve("/diagnoses")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldSendCookiesOverTlsOnlyIfAProxyEndsIt() throws Exception {
        PlainBrowser browser = new PlainBrowser();

        URI login = PlainBrowser.location(browser.navigate(behindProxy.url().resolve("/sign-in")));
        String state = browser.setCookies(STATE).get(0);
        // The browser of the test keeps back what is for TLS alone.
        browser.navigate(
                PlainBrowser.location(browser.navigate(as("jane", login))),
                "Cookie",
                state.substring(0, state.indexOf(';')));

        assertThat(state).contains("; Secure", "; HTTPOnly", "; SameSite=Lax");
        assertThat(browser.setCookies(SESSION)).isNotEmpty().allSatisfy(cookie -> assertThat(cookie)
                .contains("; Secure", "; HTTPOnly", "; SameSite=Strict"));
    }

    @Test
    void shouldRefuseAnAnswerOfTheProviderToAnotherBrowserOrWithAnotherState() throws Exception {
        PlainBrowser victim = new PlainBrowser();
        PlainBrowser attacker = new PlainBrowser();
        URI login = PlainBrowser.location(attacker.navigate(service.url().resolve("/sign-in")));
        URI back = PlainBrowser.location(attacker.navigate(as("jane", login)));
        victim.navigate(service.url().resolve("/sign-in"));

        HttpResponse<String> answer = victim.navigate(back, "Sec-Fetch-Site", "cross-site");

        // It is sent to the provider anew.
        assertThat(PlainBrowser.location(answer).toString()).startsWith(provider.issuer() + "/authorize?");
        assertThat(victim.cookies(SESSION)).isEmpty();
        assertThat(victim.fetch(service.url().resolve("/diagnoses")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldRefuseACodeThatTheProviderDoesNotKnow() throws Exception {
        PlainBrowser browser = new PlainBrowser();
        URI login = PlainBrowser.location(browser.navigate(service.url().resolve("/sign-in")));
        String state = login.getQuery().replaceAll(".*&state=([^&]+).*", "$1");

        HttpResponse<String> answer = browser.navigate(
                service.url().resolve("/sign-in?code=odd&state=" + state), "Sec-Fetch-Site", "cross-site");

        assertRefused(answer);
    }

    @Test
    void shouldRefuseAStateThatIsNotThatOfTheCookie() throws Exception {
        HttpResponse<String> answer = new PlainBrowser()
                .navigate(service.url().resolve("/sign-in?code=odd&state=one"), "Cookie", STATE + "_one=two");

        assertRefused(answer);
    }

    @Test
    void shouldOpenThePageToAPersonWhoTheProviderDidNotSignIn() throws Exception {
        PlainBrowser browser = new PlainBrowser();
        URI login = PlainBrowser.location(browser.navigate(service.url().resolve("/sign-in")));
        String state = login.getQuery().replaceAll(".*&state=([^&]+).*", "$1");

        HttpResponse<String> answer =
                browser.open(service.url().resolve("/sign-in?error=access_denied&error_description=no&state=" + state));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.uri().getPath()).isEqualTo("/");
        assertThat(browser.cookies(SESSION)).isEmpty();
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith(SESSION + "=e"));
    }

    @Test
    void shouldGoOnToItsOwnPageWhateverTheAddressContains() throws Exception {
        PlainBrowser browser = signedIn();

        for (String address : new String[] {
            "/sign-in?redirect=https://evil.example",
            "/sign-in?redirect_uri=//evil.example",
            "/sign-out?url=//evil.example"
        }) {
            HttpResponse<String> last = browser.open(service.url().resolve(address));
            assertThat(last.uri().getAuthority()).isEqualTo(service.url().getAuthority());
            assertThat(last.uri().getPath()).isEqualTo("/");
        }
    }

    @Test
    void shouldEndTheSessionHereAndAtTheProvider() throws Exception {
        PlainBrowser browser = signedIn();

        HttpResponse<String> last = browser.open(service.url().resolve("/sign-out"));

        assertThat(browser.addresses()).anySatisfy(address -> assertThat(address.toString())
                .startsWith(provider.issuer() + "/end?id_token_hint="));
        assertThat(last.uri()).isEqualTo(service.url().resolve("/"));
        assertThat(browser.cookies(SESSION)).isEmpty();
        assertThat(browser.fetch(service.url().resolve("/diagnoses")).statusCode())
                .isEqualTo(401);
        assertThat(browser.open(service.url().resolve("/sign-in")).body()).contains("Who are you?");
    }

    @Test
    void shouldSignOutAtAProviderThatCannotEndSessions() throws Exception {
        Map<String, String> settings = OidcSettings.of(withoutEnd);
        settings.put("thorax.instance", "oidc-3");
        settings.put("quarkus.oidc.logout.path", "");
        try (ServiceProcess other = stack.service(JAR, settings)) {
            PlainBrowser browser = new PlainBrowser();
            signIn(browser, other.url().resolve("/sign-in"));
            assertThat(browser.fetch(other.url().resolve("/diagnoses")).statusCode())
                    .isEqualTo(200);

            HttpResponse<String> last = browser.open(other.url().resolve("/sign-out"));

            assertThat(last.uri()).isEqualTo(other.url().resolve("/"));
            assertThat(browser.fetch(other.url().resolve("/diagnoses")).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void shouldForgetTheKeyOfABrowserThatSignsOut() throws Exception {
        PlainBrowser browser = new PlainBrowser();
        browser.open(service.url().resolve("/?key=" + TestKeys.CLINICIAN.text()));
        assertThat(browser.fetch(service.url().resolve("/session")).body()).contains(TestKeys.CLINICIAN.callerName());

        browser.open(service.url().resolve("/sign-out"));

        assertThat(browser.fetch(service.url().resolve("/session")).body())
                .isEqualTo("{\"roles\":[],\"provider\":true}");
    }

    @Test
    void shouldTakeNoCookieFromAPageOfAnotherSiteOrPort() throws Exception {
        PlainBrowser browser = signedIn();

        for (String[] foreign : new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Origin", "http://127.0.0.1:1"},
            {"Origin", "null"}
        }) {
            assertThat(browser.fetch(service.url().resolve("/diagnoses"), foreign)
                            .statusCode())
                    .as(String.join(": ", foreign))
                    .isEqualTo(401);
            browser.navigate(service.url().resolve("/sign-out"), foreign);
        }

        assertThat(browser.fetch(service.url().resolve("/diagnoses"), "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
    }

    private static TestProvider provider(boolean endsSessions) {
        TestProvider provider = new TestProvider(Clock.systemUTC(), endsSessions);
        provider.add(new TestPerson("jane", "radiologist", Duration.ofMinutes(30), false));
        return provider;
    }

    private static PlainBrowser signedIn() throws Exception {
        PlainBrowser browser = new PlainBrowser();
        signIn(browser, service.url().resolve("/sign-in"));
        return browser;
    }

    /** Opens the page of the provider and chooses a person there. */
    private static HttpResponse<String> signIn(PlainBrowser browser, URI address) throws Exception {
        URI login = PlainBrowser.location(browser.navigate(address));
        browser.navigate(as("jane", login));
        return browser.open(address);
    }

    private static URI as(String person, URI login) {
        return URI.create(login + "&person=" + person);
    }
}
