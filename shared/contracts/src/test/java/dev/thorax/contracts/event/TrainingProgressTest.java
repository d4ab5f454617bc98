package dev.thorax.contracts.event;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress.State;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingProgressTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");

    @Test
    void shouldKeepTheFiguresOfTheLastEpochWhenTheStateChanges() {
        TrainingProgress running = new TrainingProgress(
                "t-1", State.RUNNING, "cnn4", 3, 10, 0.4, 0.5, 0.8, 100, 50, 12.5, 30L, "Epoch 4.", Instant.EPOCH);

        TrainingProgress failed = running.changedTo(State.FAILED, "The disk is full.", NOW);

        assertThat(failed)
                .isEqualTo(new TrainingProgress(
                        "t-1", State.FAILED, "cnn4", 3, 10, 0.4, 0.5, 0.8, "The disk is full.", NOW));
        assertThat(failed.imagesPerSecond()).isNull();
    }

    @Test
    void shouldHaveNoFiguresBeforeTheTrainingBegins() {
        TrainingRequested request =
                new TrainingRequested("t-1", "hospital", "cnn4", null, null, null, Instant.EPOCH, null, null);

        TrainingProgress queued = TrainingProgress.queued(request, NOW);

        assertThat(queued)
                .isEqualTo(TrainingProgress.of("t-1", "cnn4", State.QUEUED, "The training waits for its turn.", NOW));
        assertThat(queued.epoch()).isZero();
        assertThat(queued.loss()).isNull();
    }
}
