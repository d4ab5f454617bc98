package dev.thorax.training.request;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingEventsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void shouldAskForThePromotionOfTheVersionWithTheWordOfTheRequest() {
        TrainingRequested request =
                new TrainingRequested("t-1", "phantoms", "cnn4", null, "candidate", 1L, AT, "Ada", "A trial");

        List<Message<byte[]>> records = TrainingEvents.end(request, end(State.DONE));

        assertThat(RequestTestBed.topics(records)).containsExactly(Topics.TRAININGS_PROGRESS, Topics.PROMOTIONS);
        assertThat(Json.read(records.get(1).getPayload(), PromotionRequested.class))
                .isEqualTo(new PromotionRequested("training-t-1", "candidate", "cnn4", "t-1", "Ada", "A trial", AT));
    }

    @Test
    void shouldAskForNoPromotionWithoutASlot() {
        assertThat(topics(null, State.DONE)).containsExactly(Topics.TRAININGS_PROGRESS);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"FAILED", "CANCELLED"})
    void shouldAskForNoPromotionOfATrainingWithoutVersion(State state) {
        assertThat(topics("production", state)).containsExactly(Topics.TRAININGS_PROGRESS);
    }

    private static List<String> topics(String slot, State state) {
        return RequestTestBed.topics(TrainingEvents.end(RequestTestBed.request("t-1", slot, null), end(state)));
    }

    private static TrainingProgress end(State state) {
        return TrainingProgress.of("t-1", "cnn4", state, "It has ended.", AT);
    }
}
