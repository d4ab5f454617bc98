package dev.thorax.explain;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.oidc.TestPerson;
import dev.thorax.testing.oidc.TestProvider;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.thorax.explain.Fixture.probabilities;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in a real browser, for which the provider of identities is another site. Leaves pictures of itself in
 * {@code target/page}.
 */
class SignInPageIT {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofSeconds(40);
    private static final String TYPED = "half a sentence";

    @TempDir
    static Path folder;

    private static TestStack stack;
    private static TestProvider provider;
    private static ServiceProcess service;
    private static Chromium chromium;

    private BrowserContext person;
    private Page page;

    @BeforeAll
    static void start() {
        Chromium.assume();
        stack = TestStack.start(folder);
        provider = new TestProvider(Clock.systemUTC(), true);
        provider.add(new TestPerson("jane", "radiologist", LONG, false));
        provider.add(new TestPerson("brief", "radiologist", SHORT, false));
        provider.add(new TestPerson("renewed", "radiologist", SHORT, true));
        provider.add(new TestPerson("porter", "device", LONG, false));
        service = stack.service(Path.of(System.getProperty("thorax.service.jar")), OidcSettings.of(provider));
        Fixture fixture = new Fixture(stack);
        for (int i = 0; i < 3; i++) {
            fixture.scan("scan-" + i, i);
            fixture.publish(fixture.diagnosis("scan-" + i, "P-" + i, probabilities(0.1, 0.2, 0.7), i));
        }
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (stack != null) {
            provider.close();
            stack.close();
        }
    }

    @BeforeEach
    void openPage() {
        person = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
        page = newTab();
        page.navigate(service.url().toString());
    }

    @AfterEach
    void closePage() {
        person.close();
    }

    @Test
    void shouldSignInAndOutAtTheProvider() {
        assertThat(page.locator("#session")).hasText("You are not signed in. Sign in");
        assertThat(page.locator("#who")).isHidden();
        assertThat(page.locator(".card")).hasCount(0);
        pictures("signed-out");

        // When
        signInAs("jane");

        // Then
        assertThat(page).hasURL(service.url() + "/");
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#who")).hasText("Signed in as jane Sign out");
        assertThat(page.locator("#session")).isHidden();
        assertThat(page.locator(".card")).hasCount(3);
        assertThat((String) page.evaluate("document.cookie")).isEmpty();
        pictures("signed-in");

        // When
        Page other = newTab();
        other.navigate(service.url().toString());
        assertThat(other.locator("#link")).hasText("Live");
        page.locator("#who a").click();

        // Then
        assertThat(page).hasURL(service.url() + "/");
        assertThat(page.locator("#session")).hasText("You are not signed in. Sign in");
        assertThat(other.locator("#link")).hasText("Not signed in");
        assertThat(other.locator("#session")).containsText("Your session has ended.");

        // When
        page.locator("#session a").click();

        // Then
        assertThat(page.locator("h1")).hasText("Who are you?");
    }

    @Test
    void shouldKeepWhatIsTypedWhenTheSessionEndsAndGoOnAfterTheNextSignIn() {
        // Given
        signInAs("brief");
        assertThat(page.locator("#link")).hasText("Live");
        page.locator("#filter").pressSequentially(TYPED);
        page.evaluate("samePage = true");

        // When
        page.locator("#session").waitFor();

        // Then
        assertThat(page.locator("#session"))
                .hasText("Your session has ended. Everything on this page stays. Sign in again in a new tab,"
                        + " then come back here.");
        assertThat(page.locator("#link")).hasText("Not signed in");
        assertThat(page.locator("#filter")).isFocused();
        page.locator("#filter").pressSequentially(" and more");
        pictures("session-ended");

        // When
        provider.add(new TestPerson("brief", "radiologist", LONG, false));
        Page tab = person.waitForPage(() -> page.locator("#session a").click());

        // Then
        assertThat(tab.locator("#link")).hasText("Live");
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#session")).isHidden();
        assertThat(page.locator("#filter")).hasValue(TYPED + " and more");
        assertThat((Boolean) page.evaluate("samePage")).isTrue();
    }

    @Test
    void shouldRenewTheTokenUntilTheProviderEndsTheSession() {
        // Given
        signInAs("renewed");
        assertThat(page.locator("#link")).hasText("Live");

        // When the stream has ended with its token, and a new one is open
        page.waitForResponse(
                response -> response.url().endsWith("/diagnoses/stream"),
                new Page.WaitForResponseOptions().setTimeout(Chromium.PATIENCE_MILLIS),
                () -> {});

        // Then
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#session")).isHidden();

        // When
        page.locator(".open").first().click();
        provider.revokeRefreshTokens();

        // Then
        assertThat(page.locator("#viewer #session")).containsText("Your session has ended.");
        pictures("session-ended-viewer");
        page.locator("#viewer .close").click();
        assertThat(page.locator(".top #session")).containsText("Your session has ended.");
    }

    @Test
    void shouldShowThatARoleIsMissing() {
        signInAs("porter");

        assertThat(page.locator("#session")).containsText("Your role does not allow you to see diagnoses.");
        assertThat(page.locator("#who")).hasText("Signed in as porter Sign out");
        assertThat(page.locator("#link")).hasText("No access");
        assertThat(page.locator(".card")).hasCount(0);
        pictures("role-missing");
    }

    @Test
    void shouldTakeTheLinkWithAKeyBesideTheProvider() {
        page.navigate(service.url() + "/?key=" + TestKeys.CLINICIAN.text());

        assertThat(page).hasURL(service.url() + "/");
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#who")).containsText("Signed in as " + TestKeys.CLINICIAN.callerName());
    }

    @Test
    void shouldNotSignOutForAPageOfAnotherSite() {
        // Given
        signInAs("jane");
        assertThat(page.locator("#link")).hasText("Live");
        Page foreign = newTab();
        foreign.navigate(provider.issuer() + "/jwks");

        // When
        foreign.evaluate("address => { location.href = address; }", service.url() + "/sign-out");
        foreign.waitForURL(service.url() + "/");

        // Then
        assertThat(foreign.locator("#link")).hasText("Live");
        assertThat(foreign.locator("#who")).containsText("Signed in as jane");
    }

    private Page newTab() {
        return Chromium.watched(person.newPage());
    }

    private void signInAs(String name) {
        page.locator("#session a").click();
        page.locator("#" + name).click();
    }

    private void pictures(String name) {
        Chromium.picture(page, name + "-1280");
        page.setViewportSize(390, 844);
        Chromium.picture(page, name + "-390");
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        page.setViewportSize(1280, 800);
    }
}
