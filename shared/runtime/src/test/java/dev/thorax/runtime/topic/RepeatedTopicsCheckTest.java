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

class RepeatedTopicsCheckTest {
    private static final TopicSettings REJECTED = TopicSettings.of(Topics.SCANS_REJECTED);
    private static final TopicGap MISSING = TopicGap.of(REJECTED, null, 1).orElseThrow();
    private static final TopicGap UNREADABLE =
            TopicGap.of(REJECTED, new TopicState(1, 1, null), 1).orElseThrow();

    private final List<String> events = new ArrayList<>();
    private List<TopicGap> gaps = List.of();
    private boolean away;

    @Test
    void shouldNotOpenBeforeAllTopicsFit() {
        RepeatedTopicsCheck checks = checks(false);
        gaps = List.of(MISSING);

        checks.checkOnce();

        assertThat(events).containsExactly("checked");
        assertThat(checks.isOpen()).isFalse();
        HealthCheckResponse response = TopicsReadiness.response(checks.state());
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(response).get(Topics.SCANS_REJECTED))
                .asString()
                .startsWith("The topic thorax.scans.rejected is missing; create it: kafka-topics.sh ");

        gaps = List.of();
        checks.checkOnce();
        checks.checkOnce();

        assertThat(events).containsExactly("checked", "checked", "opened", "checked");
        assertThat(TopicsReadiness.response(checks.state()).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldNotBeReadyBeforeTheBrokerAnswers() {
        RepeatedTopicsCheck checks = checks(false);
        assertThat(TopicsReadiness.response(checks.state()).getStatus()).isEqualTo(Status.DOWN);
        away = true;

        checks.checkOnce();

        assertThat(events).isEmpty();
        HealthCheckResponse response = TopicsReadiness.response(checks.state());
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(response).get("reason")).asString().contains("the broker is away");
    }

    @Test
    void shouldKeepWhatIsKnownWhileTheBrokerIsAway() {
        RepeatedTopicsCheck checks = checks(false);
        checks.checkOnce();
        away = true;

        checks.checkOnce();

        assertThat(TopicsReadiness.response(checks.state()).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldNotBeReadyIfATopicNoLongerFits() {
        RepeatedTopicsCheck checks = checks(false);
        checks.checkOnce();
        gaps = List.of(MISSING);

        checks.checkOnce();

        assertThat(TopicsReadiness.response(checks.state()).getStatus()).isEqualTo(Status.DOWN);
        assertThat(checks.isOpen()).isTrue();
    }

    @Test
    void shouldTakeATopicWhoseSettingsAreUnreadableOnlyIfToldTo() {
        gaps = List.of(UNREADABLE);
        RepeatedTopicsCheck strict = checks(false);
        strict.checkOnce();
        assertThat(strict.isOpen()).isFalse();

        RepeatedTopicsCheck lenient = checks(true);
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
        RepeatedTopicsCheck lenient = checks(true);

        lenient.checkOnce();

        assertThat(lenient.isOpen()).isFalse();
    }

    @Test
    void shouldGoOnAfterAnErrorOfTheProgram() {
        RepeatedTopicsCheck checks = new RepeatedTopicsCheck(
                () -> {
                    throw new IllegalStateException("a fault");
                },
                () -> events.add("opened"),
                () -> {},
                Duration.ZERO,
                Duration.ZERO);

        checks.checkOnce();

        assertThat(checks.isOpen()).isFalse();
        assertThat(checks.state().cause()).contains("a fault");
    }

    @Test
    void shouldKnowOnlyTopicsOfTheCatalogue() {
        assertThatThrownBy(() -> RequiredTopics.of("thorax.scan"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Thorax has no topic thorax.scan.");
    }

    private RepeatedTopicsCheck checks(boolean acceptUnreadable) {
        TopicsCheck check = new TopicsCheck(
                () -> {
                    if (away) {
                        throw new TimeoutException("the broker is away");
                    }
                    return gaps;
                },
                "kafka:9092",
                acceptUnreadable);
        return new RepeatedTopicsCheck(
                check, () -> events.add("opened"), () -> events.add("checked"), Duration.ZERO, Duration.ZERO);
    }

    private static Map<String, Object> data(HealthCheckResponse response) {
        Optional<Map<String, Object>> data = response.getData();
        return data.orElseThrow();
    }
}
