package dev.thorax.training.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.smallrye.mutiny.Multi;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.json.Json;
import dev.thorax.runtime.http.ServerEvent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ProgressFeedTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ProgressFeed feed = new ProgressFeed();

    @Test
    void shouldStreamTheCurrentProgressAndThenTheNewsOfATraining() {
        TrainingProgress queued = progress("t-1", State.QUEUED);
        TrainingProgress done = progress("t-1", State.DONE);
        Multi<ServerEvent> stream = feed.stream(() -> Stream.of(queued), news -> "t-1".equals(news.trainingId()));

        List<ServerEvent> events = stream.onItem()
                .invoke(event -> {
                    if (event.json().contains("QUEUED")) {
                        feed.take(Json.write(progress("t-2", State.RUNNING)));
                        feed.take(Json.write(done));
                        feed.stop(null);
                    }
                })
                .collect()
                .asList()
                .await()
                .atMost(LONG);

        assertThat(events).containsExactly(ServerEvent.of("progress", queued), ServerEvent.of("progress", done));
    }

    @Test
    void shouldIgnoreRecordsThatAreNoProgress() {
        Multi<ServerEvent> stream = feed.stream(() -> Stream.of(progress("t-1", State.QUEUED)), news -> true);

        List<ServerEvent> events = stream.onItem()
                .invoke(event -> {
                    feed.take("{".getBytes(UTF_8));
                    feed.take(new byte[0]);
                    feed.take("{\"trainingId\":\"t-1\"}".getBytes(UTF_8));
                    feed.stop(null);
                })
                .collect()
                .asList()
                .await()
                .atMost(LONG);

        assertThat(events).hasSize(1);
    }

    private static TrainingProgress progress(String id, State state) {
        return TrainingProgress.of(id, "cnn4", state, "It goes on.", Instant.EPOCH);
    }
}
