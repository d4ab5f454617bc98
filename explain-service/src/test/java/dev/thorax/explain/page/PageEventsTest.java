package dev.thorax.explain.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quarkus.runtime.ShutdownEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.explain.model.Promotions;
import dev.thorax.runtime.http.ServerEvent;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests {@link CurrentStatus}, too, which publishes its changes here. */
class PageEventsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExplainFixture fixture = new ExplainFixture();
    private final ProductionModel production = Promotions.none();
    private final PageEvents page = new PageEvents(fixture.metrics);
    private final CurrentStatus status = new CurrentStatus(production, page);
    private final List<ServerEvent> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        page.stop(new ShutdownEvent());
    }

    @Test
    void shouldBeginWithTheStatusAndContinueWithNews() {
        page.stream(status::now).subscribe().with(received::add);
        await().atMost(LONG).until(() -> received.size() == 1);

        page.diagnosis(ExplainFixture.diagnosis("scan-1", "v1", 0));
        Promotions.deliver(production, TestBundles.store(fixture.store, "v1", 1));

        await().atMost(LONG).until(() -> received.size() == 3);
        assertThat(received).extracting(ServerEvent::name).containsExactly("status", "diagnosis", "status");
        assertThat(received.get(0).json()).doesNotContain("v1");
        assertThat(received.get(1).json()).contains("scan-1");
        assertThat(received.get(2).json()).contains("\"version\":\"v1\"");
    }

    @Test
    void shouldCountOpenPages() {
        var first = page.stream(status::now).subscribe().with(received::add);
        page.stream(status::now).subscribe().with(received::add);
        assertThat(pages()).isEqualTo(2);

        first.cancel();

        assertThat(pages()).isEqualTo(1);
    }

    @Test
    void shouldShowTheProgressOfTheLatestTrainings() {
        status.show(Json.write(progress("t-1", 1)));
        status.show(Json.write(progress("t-1", 3)));
        status.show(Json.write(progress("t-1", 2)));
        status.show(new byte[] {1});
        status.show("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(status.now().trainings()).containsExactly(progress("t-1", 3));
        assertThat(status.now().production()).isNull();
    }

    @Test
    void shouldKeepABoundedNumberOfTrainings() {
        LatestTrainings trainings = new LatestTrainings(2);
        trainings.add(progress("t-1", 1));
        trainings.add(progress("t-3", 3));
        trainings.add(progress("t-2", 2));

        assertThat(trainings.newest()).extracting(TrainingProgress::trainingId).containsExactly("t-3", "t-2");
    }

    private double pages() {
        return fixture.registry.get("thorax.explain.pages").gauge().value();
    }

    private static TrainingProgress progress(String id, int second) {
        return new TrainingProgress(
                id,
                TrainingProgress.State.RUNNING,
                "cnn4",
                second,
                30,
                null,
                null,
                null,
                "Training.",
                Instant.ofEpochSecond(second));
    }
}
