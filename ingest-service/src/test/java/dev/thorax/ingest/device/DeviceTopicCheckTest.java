package dev.thorax.ingest.device;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.topic.DeviceTopics;
import dev.thorax.contracts.topic.TopicGap;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.TopicState;
import dev.thorax.runtime.topic.TopicsState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeviceTopicCheckTest {
    private static final Map<String, String> FITTING = TopicGap.config(DeviceTopics.settings("any"), 1);

    private final Map<String, TopicState> broker = new HashMap<>();

    @Test
    void shouldTakeOnlyTheTopicsOfDevices() {
        for (String topic : List.of(
                "thorax.scans",
                "thorax.scans.stored",
                "thorax.scans.rejected",
                "thorax.scans.erased",
                "thorax.scans.room.3",
                "thorax.scans.room-3",
                "__consumer_offsets")) {
            broker.put(topic, new TopicState(1, 1, FITTING));
        }

        DeviceTopicState found = find();

        assertThat(found.fitting()).containsExactly("thorax.scans.room-3");
        assertThat(found.faults()).isEmpty();
    }

    @Test
    void shouldRefuseATopicThatDoesNotFitAndTakeTheOthers() {
        Map<String, String> forever = new HashMap<>(FITTING);
        forever.put("retention.ms", "-1");
        broker.put("thorax.scans.room-3", new TopicState(1, 1, FITTING));
        broker.put("thorax.scans.room-4", new TopicState(1, 1, forever));
        broker.put("thorax.scans.room-5", new TopicState(3, 1, null));

        DeviceTopicState found = find();

        assertThat(found.fitting()).containsExactly("thorax.scans.room-3");
        assertThat(found.faults()).containsOnlyKeys("thorax.scans.room-4", "thorax.scans.room-5");
        assertThat(found.faults().get("thorax.scans.room-4"))
                .isEqualTo(
                        "The topic thorax.scans.room-4 has retention.ms=-1 (needs at least 259200000, at most 259200000);"
                                + " mend it: kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics"
                                + " --entity-name thorax.scans.room-4 --add-config retention.ms=259200000.");
    }

    @Test
    void shouldFindNothingWithoutAnAnswer() {
        DeviceTopicCheck check = new DeviceTopicCheck(
                () -> List.of("thorax.scans.room-3"), needed -> new TopicsState(Map.of(), Map.of(), "no answer"));

        assertThatThrownBy(check::get).isInstanceOf(KafkaException.class).hasMessageContaining("no answer");
    }

    private DeviceTopicState find() {
        return new DeviceTopicCheck(broker::keySet, this::compare).get();
    }

    private TopicsState compare(List<TopicSettings> needed) {
        Map<String, String> faults = new HashMap<>();
        needed.forEach(topic -> TopicGap.of(topic, broker.get(topic.name()), 1)
                .ifPresent(gap -> faults.put(topic.name(), gap.sentence("kafka:9092"))));
        return new TopicsState(faults, Map.of(), null);
    }
}
