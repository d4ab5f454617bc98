package dev.thorax.oidc;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The packaged explain-service, a real Keycloak with the realm file of the documentation, and a real browser. */
class KeycloakIT {
    private static final double PATIENCE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int TOKEN_SECONDS = 30;

    @TempDir
    static Path folder;

    private static TestRealm realm;
    private static Keycloak keycloak;
    private static TestStack stack;
    private static ServiceProcess service;
    private static Playwright playwright;
    private static Browser browser;

    private BrowserContext person;
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        int port = FreePorts.one();
        realm = TestRealm.read(Path.of("thorax-realm.json"), TOKEN_SECONDS)
                .with("clara", "clinician")
                .with("olga", "operator")
                .with("dora", "device");
        long begin = System.nanoTime();
        keycloak = Keycloak.start(
                Path.of(System.getProperty("thorax.keycloak")),
                Path.of("target", "keycloak.log"),
                realm.content(),
                realm.variables("http://127.0.0.1:" + port));
        System.out.println("Keycloak served the realm after " + (System.nanoTime() - begin) / 1_000_000_000 + " s.");
        stack = TestStack.start(folder);
        Path jar = Path.of(System.getProperty("thorax.modules"), "explain-service/target/quarkus-app/quarkus-run.jar");
        service = ServiceProcess.launch(
                "explain", jar, port, folder, ServiceOptions.heapOf("explain-service"), settings(jar));
        service.awaitReady();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (service != null) {
            service.close();
        }
        if (stack != null) {
            stack.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    /** Returns what docs/operations.md tells an operator to configure. */
    private static Map<String, String> settings(Path jar) {
        Map<String, String> settings = new TreeMap<>(stack.settings(jar));
        settings.put("quarkus.oidc.tenant-enabled", "true");
        settings.put("quarkus.oidc.auth-server-url", keycloak.realm().toString());
        settings.put("quarkus.oidc.client-id", "thorax");
        settings.put("quarkus.oidc.credentials.secret", realm.clientSecret);
        settings.put("quarkus.oidc.roles.role-claim-path", "realm_access/roles");
        settings.put("quarkus.oidc.token-state-manager.encryption-secret", "only-for-tests-0123456789-0123456789");
        return settings;
    }

    @BeforeEach
    void openPage() {
        person = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
        page = person.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.navigate(service.url().toString());
    }

    @AfterEach
    void closePage() {
        person.close();
    }

    @Test
    void shouldSignInByTheFormOfKeycloakAndOutAgain() {
        signIn("clara");

        assertThat(page).hasURL(service.url() + "/");
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#who")).hasText("Signed in as clara Sign out");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "page", "keycloak-signed-in.png")));

        // When
        page.locator("#who a").click();

        // Then
        assertThat(page).hasURL(service.url() + "/");
        assertThat(page.locator("#session")).hasText("You are not signed in. Sign in");

        // When
        page.locator("#session a").click();

        // Then the session of Keycloak has ended, too
        assertThat(page.locator("#password")).isVisible();
    }

    @Test
    void shouldTakeTheRolesOfTheRealm() {
        signIn("dora");
        assertThat(page.locator("#who")).hasText("Signed in as dora Sign out");
        assertThat(page.locator("#session")).containsText("Your role does not allow you to see diagnoses.");

        page.locator("#who a").click();
        assertThat(page.locator("#session")).hasText("You are not signed in. Sign in");
        signIn("olga");

        assertThat(page.locator("#who")).hasText("Signed in as olga Sign out");
        assertThat(page.locator("#link")).hasText("Live");
    }

    @Test
    void shouldGoOnBeyondTheTokenUntilKeycloakEndsTheSessionAndKeepWhatIsTyped() throws Exception {
        // Given
        signIn("clara");
        assertThat(page.locator("#link")).hasText("Live");
        page.locator("#filter").pressSequentially("half a sentence");

        // When the stream has ended with its token, and the next one is open
        page.waitForResponse(response -> response.url().endsWith("/diagnoses/stream"), () -> {});

        // Then
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#session")).isHidden();

        // When
        keycloak.endSessions("clara");

        // Then
        assertThat(page.locator("#session")).containsText("Your session has ended.");
        assertThat(page.locator("#filter")).hasValue("half a sentence");

        // When
        Page tab = person.waitForPage(() -> page.locator("#session a").click());
        fillForm(tab, "clara");

        // Then
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#session")).isHidden();
        assertThat(page.locator("#filter")).hasValue("half a sentence");
    }

    @Test
    void shouldTakeTheTokenOfAProgram() throws Exception {
        String token = keycloak.tokenOf(TestRealm.READER, realm.readerSecret);

        assertThat(status(token)).isEqualTo(200);
        assertThat(status(token.substring(0, token.lastIndexOf('.')) + ".AAAA")).isEqualTo(401);
    }

    private void signIn(String name) {
        page.locator("#session a").click();
        fillForm(page, name);
    }

    private static void fillForm(Page page, String name) {
        page.locator("#username").fill(name);
        page.locator("#password").fill(realm.password);
        page.locator("#kc-login").click();
    }

    private static int status(String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.url().resolve("/diagnoses"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
