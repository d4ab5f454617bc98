package dev.thorax.training.api;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;

import io.smallrye.mutiny.Multi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.Role;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.json.Json;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.training.progress.ProgressFeed;
import dev.thorax.training.progress.ProgressFeeds;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.run.TestClock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ProgressResourceTest {
    private final TestClock clock = new TestClock();
    private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    private final ProgressLog log = new ProgressLog(store, event -> {});
    private final ProgressFeed feed = new ProgressFeed();
    private final AtomicBoolean valid = new AtomicBoolean(true);
    private final ProgressResource resource =
            new ProgressResource(log, feed, new Caller(KeyIdentity.of("Ada", Role.OPERATOR, valid::get)));
    private final BlockingQueue<OutboundSseEvent> received = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        ProgressFeeds.stop(feed);
    }

    @Test
    void shouldBeginWithWhereATrainingIsAndGoOnWithItsNewsOnly() throws InterruptedException {
        log.keep(progress("t-1", State.QUEUED));
        log.keep(progress("t-2", State.QUEUED));

        subscribe(resource.one("t-1", new FakeSse()));
        assertThat(next()).isEqualTo(progress("t-1", State.QUEUED));
        ProgressFeeds.send(feed, progress("t-2", State.RUNNING));
        ProgressFeeds.send(feed, progress("t-1", State.RUNNING));

        assertThat(next()).isEqualTo(progress("t-1", State.RUNNING));
    }

    @Test
    void shouldEndIfTheKeyOfTheCallerIsNoLongerValid() throws Exception {
        log.keep(progress("t-1", State.QUEUED));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        resource.all(new FakeSse())
                .subscribe()
                .with(received::add, ended::completeExceptionally, () -> ended.complete(null));
        assertThat(next()).isEqualTo(progress("t-1", State.QUEUED));

        valid.set(false);
        ProgressFeeds.send(feed, progress("t-1", State.RUNNING));

        ended.get(60, TimeUnit.SECONDS);
        assertThat(received).isEmpty();
    }

    @Test
    void shouldNameTheEventAndSendJson() throws InterruptedException {
        log.keep(progress("t-1", State.DONE));

        subscribe(resource.one("t-1", new FakeSse()));

        OutboundSseEvent event = received.poll(60, TimeUnit.SECONDS);
        assertThat(event.getName()).isEqualTo("progress");
        assertThat(event.getMediaType()).isEqualTo(MediaType.TEXT_PLAIN_TYPE);
        assertThat((String) event.getData()).contains("\"trainingId\":\"t-1\"", "\"state\":\"DONE\"");
    }

    @Test
    void shouldWaitForATrainingThatIsNotRequestedYet() throws InterruptedException {
        subscribe(resource.one("t-9", new FakeSse()));

        ProgressFeeds.send(feed, progress("t-9", State.QUEUED));

        assertThat(next()).isEqualTo(progress("t-9", State.QUEUED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../models", "a/b", "", " ", "t\n1", "%2e%2e"})
    void shouldReadNothingForWhatIsNoId(String id) throws InterruptedException {
        store.beforeEachCall(call -> {
            throw new AssertionError(call);
        });

        subscribe(resource.one(id, new FakeSse()));
        ProgressFeeds.send(feed, progress("t-1", State.RUNNING));
        ProgressFeeds.send(feed, progress(id, State.RUNNING));

        assertThat(next().trainingId()).isEqualTo(id);
    }

    @Test
    void shouldBeginWithTheTwentyNewestOfAllTrainings() throws InterruptedException {
        for (int i = 1; i <= 23; i++) {
            clock.advance(Duration.ofMinutes(1));
            log.keep(progress("t-" + i, State.DONE));
        }

        subscribe(resource.all(new FakeSse()));

        for (int i = 23; i > 3; i--) {
            assertThat(next().trainingId()).isEqualTo("t-" + i);
        }
        ProgressFeeds.send(feed, progress("any", State.QUEUED));
        assertThat(next().trainingId()).isEqualTo("any");
    }

    private void subscribe(Multi<OutboundSseEvent> stream) {
        stream.subscribe().with(received::add);
    }

    private TrainingProgress next() throws InterruptedException {
        OutboundSseEvent event = received.poll(60, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return Json.read(((String) event.getData()).getBytes(UTF_8), TrainingProgress.class);
    }

    private TrainingProgress progress(String id, State state) {
        return TrainingProgress.of(id, "cnn4", state, "It goes on.", clock.instant());
    }
}
