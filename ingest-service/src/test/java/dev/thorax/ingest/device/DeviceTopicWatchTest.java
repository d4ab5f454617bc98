package dev.thorax.ingest.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeviceTopicWatchTest {
    private static final String ROOM_3 = "thorax.scans.room-3";
    private static final String ROOM_4 = "thorax.scans.room-4";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Set<String>> subscriptions = new ArrayList<>();
    private final DeviceTopicWatch watch = new DeviceTopicWatch(true, this::find, subscriptions::add, metrics);
    private DeviceTopicState found = DeviceTopicState.NONE;
    private boolean away;

    @Test
    void shouldConsumeTheCommonTopicWithoutAnyDevice() {
        watch.checkOnce();

        assertThat(subscriptions).containsExactly(Set.of("thorax.scans"));
    }

    @Test
    void shouldConsumeWhatFitsAndStayReady() {
        found = new DeviceTopicState(Set.of(ROOM_3), Map.of(ROOM_4, "It does not fit."));

        watch.checkOnce();

        assertThat(subscriptions).containsExactly(Set.of("thorax.scans", ROOM_3));
        HealthCheckResponse health = DeviceTopicReadiness.response(watch.state());
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getData().orElseThrow())
                .isEqualTo(Map.of("consumed", 1L, "refused", 1L, ROOM_4, "It does not fit."));
        assertThat(topics("consumed")).isEqualTo(1);
        assertThat(topics("refused")).isEqualTo(1);
    }

    @Test
    void shouldFollowTheTopicsAsTheyComeAndGo() {
        found = new DeviceTopicState(Set.of(ROOM_3, ROOM_4), Map.of());
        watch.checkOnce();
        found = new DeviceTopicState(Set.of(ROOM_4), Map.of());
        watch.checkOnce();

        assertThat(subscriptions)
                .containsExactly(Set.of("thorax.scans", ROOM_3, ROOM_4), Set.of("thorax.scans", ROOM_4));
    }

    @Test
    void shouldGoOnWithWhatItKnowsWhileTheBrokerIsAway() {
        found = new DeviceTopicState(Set.of(ROOM_3), Map.of());
        watch.checkOnce();
        away = true;

        assertThatThrownBy(watch::checkOnce).isInstanceOf(KafkaException.class);

        assertThat(subscriptions).hasSize(1);
        assertThat(watch.state()).isEqualTo(found);
    }

    @Test
    void shouldNameNoMoreTopicsThanAPersonReads() {
        Map<String, String> faults = new TreeMap<>();
        IntStream.range(0, 500).forEach(room -> faults.put("thorax.scans.room-" + room, "It does not fit."));
        found = new DeviceTopicState(Set.of(), faults);

        watch.checkOnce();

        assertThat(DeviceTopicReadiness.response(watch.state()).getData().orElseThrow())
                .hasSize(2 + DeviceTopicWatch.MOST_NAMED)
                .containsEntry("refused", 500L);
        assertThat(metrics.getMeters()).hasSize(2);
    }

    private DeviceTopicState find() {
        if (away) {
            throw new KafkaException("no answer");
        }
        return found;
    }

    private double topics(String state) {
        return metrics.get("thorax.ingest.device.topics")
                .tag("state", state)
                .gauge()
                .value();
    }
}
