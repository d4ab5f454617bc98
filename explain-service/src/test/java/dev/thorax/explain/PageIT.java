package dev.thorax.explain;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.thorax.explain.Fixture.probabilities;
import static org.assertj.core.api.Assertions.assertThat;

/** The page in a real browser. Leaves pictures of itself in {@code target/page}. */
class PageIT {
    private static final String HOSTILE = "<img src=x onerror=document.title='owned'>";

    @TempDir
    static Path folder;

    private static TestStack stack;
    private static Fixture fixture;
    private static ServiceProcess service;
    private static Chromium chromium;
    private static Browser browser;

    @BeforeAll
    static void start() {
        Chromium.assume();
        stack = TestStack.start(folder);
        fixture = new Fixture(stack);
        fixture.bundle("v1", 1);
        fixture.promote("v1");
        training();
        service = fixture.service();
        chromium = new Chromium();
        browser = chromium.browser();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void shouldShowADiagnosisWithItsHeatMapWithoutReloading() {
        Page page = open(1280, 800);
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#production")).containsText("tiny");
        assertThat(page.locator("#trainings")).containsText("epoch 12 of 30");

        // When
        for (int i = 0; i < 5; i++) {
            fixture.scan("live-" + i, i);
            fixture.publish(
                    fixture.diagnosis("live-" + i, "P-" + i, probabilities(0.1, 0.2 + i / 10.0, 0.7 - i / 10.0), i));
        }

        // Then
        Locator first = page.locator(".card").first();
        assertThat(page.locator(".card")).hasCount(5);
        assertThat(first.locator("h3")).hasText("NORMAL");
        assertThat(first.locator(".box.loaded .heat")).isVisible();
        assertThat(first.locator(".row")).hasText(new String[] {"COVID-1910.0 %", "NORMAL60.0 %", "PNEUMONIA30.0 %"});
        Chromium.picture(page, "list-1280");

        // When
        first.locator(".row").nth(2).click();

        // Then
        assertThat(first.locator("figcaption").nth(1)).hasText("Heat map: PNEUMONIA. No region speaks for this class.");
        assertThat(first.locator(".box.loaded .heat")).isVisible();

        // When
        first.locator(".row").nth(0).click();

        // Then
        assertThat(first.locator("figcaption").nth(1)).hasText("Heat map: COVID-19");

        // When
        first.locator(".open").click();

        // Then
        assertThat(page.locator("#viewer .box.loaded .heat")).isVisible();
        assertThat(page.locator("#viewer dl")).containsText("live-4");
        Chromium.picture(page, "viewer-1280");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#viewer dl")).containsText("live-3");
        page.keyboard().press("Escape");
        assertThat(page.locator("#viewer")).not().isVisible();

        page.locator("#filter").fill("LIVE-3");
        assertThat(page.locator("#count")).hasText("1 of 5 scans, newest first");
        assertThat(page.locator(".card:visible")).hasCount(1);

        Page small = open(390, 844);
        assertThat(small.locator(".box.loaded .heat").first()).isVisible();
        Chromium.picture(small, "list-390");
        small.locator(".open").first().click();
        assertThat(small.locator("#viewer .box.loaded .heat")).isVisible();
        Chromium.picture(small, "viewer-390");
        assertThat((Boolean) small.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }

    @Test
    void shouldShowWhyAScanIsUndeterminedAndNoClassOfIt() {
        // Given
        Page page = open(1280, 800);

        // When
        fixture.scan("unlike-1", 3);
        fixture.publish(fixture.undetermined("unlike-1", 1000));

        // Then
        Locator card = page.locator(".card").filter(new Locator.FilterOptions().setHasText("unlike-1"));
        assertThat(card.locator("h3")).hasText("Undetermined");
        assertThat(card.locator(".reason")).hasText("This picture is unlike the scans that the model learned from.");
        assertThat(card.locator(".row")).hasText(new String[] {"COVID-19", "NORMAL", "PNEUMONIA"});
        assertThat(card.locator(".top-class")).hasCount(0);
        assertThat(card.locator(".row input:checked")).hasCount(0);
        assertThat(card.locator(".message").last()).hasText("Choose a class for its heat map.");
        assertThat(card.locator(".classes")).not().containsText("%");
        Chromium.picture(page, "undetermined-1280");

        // When
        card.locator(".row").nth(1).click();

        // Then
        assertThat(card.locator("figcaption").nth(1)).hasText("Heat map: NORMAL");
        assertThat(card.locator(".box.loaded .heat")).isVisible();
        card.locator(".open").click();
        assertThat(page.locator("#viewer-name")).containsText("Undetermined This picture is unlike");
        page.keyboard().press("Escape");
    }

    @Test
    void shouldOfferNoHeatMapOfAScanWithoutLungs() {
        // Given
        Page page = open(1280, 800);

        // When
        fixture.scan("no-lungs-1", 4);
        fixture.publish(fixture.undetermined("no-lungs-1", UndeterminedReason.NO_LUNGS_FOUND, 1100));

        // Then
        Locator card = page.locator(".card").filter(new Locator.FilterOptions().setHasText("no-lungs-1"));
        assertThat(card.locator(".reason")).hasText("No lungs were found in this picture.");
        assertThat(card.locator(".message").last()).hasText("No lungs, no heat map.");
        assertThat(card.locator(".row")).hasCount(0);
        Chromium.picture(page, "no-lungs-1280");
        card.locator(".open").click();
        assertThat(page.locator("#viewer-name")).containsText("Undetermined No lungs were found");
        assertThat(page.locator("#viewer .row")).hasCount(0);
        page.keyboard().press("Escape");
    }

    @Test
    void shouldShowHostileTextAsText() {
        // Given
        Page page = open(1280, 800);

        // When
        fixture.publish(fixture.diagnosis("hostile", HOSTILE, Map.of(HOSTILE, 0.75, "NORMAL", 0.25), 900));

        // Then
        Locator card = page.locator(".card").filter(new Locator.FilterOptions().setHasText(HOSTILE));
        assertThat(card.locator("h3")).hasText(HOSTILE);
        assertThat(card.locator(".message").last()).containsText("No heat map");
        card.locator(".open").click();
        assertThat(page.locator("#viewer dl")).containsText(HOSTILE);
        assertThat(page.title()).isEqualTo("Thorax: latest diagnoses");
        assertThat(page.locator("img[src=x]").count()).isZero();
    }

    @Test
    void shouldShowThatTheSessionHasEndedAndKeepThePageUntilTheNextSignIn() {
        // Given
        NewKey key = TestKeys.make("ward-3", Role.CLINICIAN, Instant.now().plus(Duration.ofHours(1)));
        KeyFile.change(stack.keys(), keys -> keys.with(key.key()));
        BrowserContext person = browser.newContext();
        Page page = Chromium.watched(person.newPage());
        page.navigate(service.url().toString());
        assertThat(page.locator("#session")).containsText("not signed in");
        while (!page.locator("#link").textContent().equals("Live")) {
            page.navigate(service.url() + "/?key=" + key.text());
            page.waitForTimeout(500);
        }
        assertThat(page.locator("#session")).isHidden();
        assertThat(page.locator("#who")).containsText("Signed in as ward-3");
        page.locator("#filter").fill("half a sentence");

        // When
        KeyFile.change(stack.keys(), keys -> keys.without(key.key().id()));

        // Then
        assertThat(page.locator("#session")).containsText("no longer valid");
        assertThat(page.locator("#link")).hasText("Not signed in");

        // When
        Page other = person.newPage();
        other.navigate(service.url() + "/?key=" + TestKeys.CLINICIAN.text());

        // Then
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#session")).isHidden();
        assertThat(page.locator("#who")).containsText("Signed in as " + TestKeys.CLINICIAN.callerName());
        assertThat(page.locator("#filter")).hasValue("half a sentence");
        assertThat((String) page.evaluate("document.cookie")).isEmpty();

        // When
        other.locator("#who a").click();

        // Then
        assertThat(other.locator("#session")).containsText("not signed in");
        assertThat(page.locator("#link")).hasText("Not signed in");
        assertThat(page.locator("#who")).isHidden();
    }

    private static Page open(int width, int height) {
        Page page = Chromium.watched(browser.newPage(new Browser.NewPageOptions().setViewportSize(width, height)));
        page.navigate(service.url() + "/?key=" + TestKeys.CLINICIAN.text());
        assertThat(page.url()).isEqualTo(service.url() + "/");
        page.waitForLoadState(LoadState.LOAD);
        return page;
    }

    private static void training() {
        TrainingProgress progress = new TrainingProgress(
                "t-7",
                TrainingProgress.State.RUNNING,
                "convnet50",
                12,
                30,
                0.6,
                0.7,
                0.713,
                "Training.",
                Fixture.START);
        stack.produce(Topics.TRAININGS_PROGRESS, "t-7", Json.write(progress), Map.of());
    }
}
