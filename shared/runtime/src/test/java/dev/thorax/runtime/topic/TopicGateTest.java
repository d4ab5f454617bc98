package dev.thorax.runtime.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.topic.TopicGap;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.TopicState;
import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicGateTest {
    private static final TopicSettings REJECTED = TopicSettings.of(Topics.SCANS_REJECTED);
    private static final TopicGap MISSING = TopicGap.of(REJECTED, null, 1).orElseThrow();
    private static final TopicGap UNREADABLE =
            TopicGap.of(REJECTED, new TopicState(1, 1, null), 1).orElseThrow();

    private final List<String> events = new ArrayList<>();
    private List<TopicGap> gaps = List.of();
    private boolean away;

    @Test
    void shouldNotOpenBeforeAllTopicsFit() {
        TopicGate gate = gate(false);
        gaps = List.of(MISSING);

        gate.checkOnce();

        assertThat(events).containsExactly("checked");
        assertThat(gate.isOpen()).isFalse();
        HealthCheckResponse response = TopicsReadiness.response(gate.state());
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(response).get(Topics.SCANS_REJECTED))
                .asString()
                .startsWith("The topic thorax.scans.rejected is missing; create it: kafka-topics.sh ");

        gaps = List.of();
        gate.checkOnce();
        gate.checkOnce();

        assertThat(events).containsExactly("checked", "checked", "opened", "checked");
        assertThat(TopicsReadiness.response(gate.state()).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldNotBeReadyBeforeTheBrokerAnswers() {
        TopicGate gate = gate(false);
        assertThat(TopicsReadiness.response(gate.state()).getStatus()).isEqualTo(Status.DOWN);
        away = true;

        gate.checkOnce();

        assertThat(events).isEmpty();
        HealthCheckResponse response = TopicsReadiness.response(gate.state());
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(response).get("reason")).asString().contains("the broker is away");
    }

    @Test
    void shouldKeepWhatIsKnownWhileTheBrokerIsAway() {
        TopicGate gate = gate(false);
        gate.checkOnce();
        away = true;

        gate.checkOnce();

        assertThat(TopicsReadiness.response(gate.state()).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldNotBeReadyIfATopicNoLongerFits() {
        TopicGate gate = gate(false);
        gate.checkOnce();
        gaps = List.of(MISSING);

        gate.checkOnce();

        assertThat(TopicsReadiness.response(gate.state()).getStatus()).isEqualTo(Status.DOWN);
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void shouldTakeATopicWhoseSettingsAreUnreadableOnlyIfToldTo() {
        gaps = List.of(UNREADABLE);
        TopicGate strict = gate(false);
        strict.checkOnce();
        assertThat(strict.isOpen()).isFalse();

        TopicGate lenient = gate(true);
        lenient.checkOnce();

        assertThat(lenient.isOpen()).isTrue();
        HealthCheckResponse response = TopicsReadiness.response(lenient.state());
        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(data(response).get(Topics.SCANS_REJECTED)).asString().contains("may not read");
    }

    @Test
    void shouldNotTakeAnUnreadableTopicWithTooFewPartitions() {
        gaps = List.of(TopicGap.of(TopicSettings.of(Topics.TRAININGS), new TopicState(1, 1, null), 1)
                .orElseThrow());
        TopicGate lenient = gate(true);

        lenient.checkOnce();

        assertThat(lenient.isOpen()).isFalse();
    }

    @Test
    void shouldGoOnAfterAnErrorOfTheProgram() {
        TopicGate gate = new TopicGate(
                () -> {
                    throw new IllegalStateException("a fault");
                },
                () -> events.add("opened"),
                () -> {},
                Duration.ZERO,
                Duration.ZERO);

        gate.checkOnce();

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.state().cause()).contains("a fault");
    }

    @Test
    void shouldKnowOnlyTopicsOfTheCatalogue() {
        assertThatThrownBy(() -> RequiredTopics.of("thorax.scan"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Thorax has no topic thorax.scan.");
    }

    private TopicGate gate(boolean acceptUnreadable) {
        TopicsCheck check = new TopicsCheck(
                () -> {
                    if (away) {
                        throw new TimeoutException("the broker is away");
                    }
                    return gaps;
                },
                "kafka:9092",
                acceptUnreadable);
        return new TopicGate(
                check, () -> events.add("opened"), () -> events.add("checked"), Duration.ZERO, Duration.ZERO);
    }

    private static Map<String, Object> data(HealthCheckResponse response) {
        Optional<Map<String, Object>> data = response.getData();
        return data.orElseThrow();
    }
}
