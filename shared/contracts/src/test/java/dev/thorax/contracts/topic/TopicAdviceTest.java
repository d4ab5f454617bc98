package dev.thorax.contracts.topic;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicAdviceTest {
    private static final String SERVER = "kafka:9092";
    private static final TopicSettings NEEDED =
            new TopicSettings("x", 3, false, new TreeMap<>(Map.of("cleanup.policy", "delete", "retention.ms", "-1")));
    private static final Map<String, String> FIT = Map.of();

    @Test
    void shouldNameEachPartOfTheCommandThatCreatesATopic() {
        assertThat(TopicAdvice.creation(NEEDED, 3, "a:1,b:2"))
                .isEqualTo("kafka-topics.sh --bootstrap-server a:1,b:2 --create --topic x --partitions 3"
                        + " --replication-factor 3 --config cleanup.policy=delete --config min.insync.replicas=2"
                        + " --config retention.ms=-1");
    }

    @Test
    void shouldNeedOneAcknowledgementOfATopicWithOneReplica() {
        assertThat(TopicAdvice.creation(NEEDED, 1, SERVER))
                .contains("--replication-factor 1 ", " --config min.insync.replicas=1 ");
    }

    @Test
    void shouldAdviseToCreateAMissingTopic() {
        assertThat(sentence(NEEDED, 1, null, FIT))
                .isEqualTo("The topic x is missing; create it: " + TopicAdvice.creation(NEEDED, 1, SERVER) + ".");
    }

    @Test
    void shouldAdviseToGrantTheRightToReadSettings() {
        assertThat(sentence(NEEDED, 1, new TopicState(3, 1, null), FIT))
                .isEqualTo("The topic x has settings that this service may not read; mend it: kafka-acls.sh"
                        + " --bootstrap-server kafka:9092 --add --allow-principal User:NAME --operation Describe"
                        + " --operation DescribeConfigs --topic x.");
    }

    @Test
    void shouldNameEverySettingAndSetAllByOneCommand() {
        Map<String, String> lacking = new TreeMap<>(Map.of("max.message.bytes", "100", "retention.ms", "-1"));
        TopicState found = new TopicState(3, 1, Map.of("retention.ms", "1000"));

        assertThat(sentence(NEEDED, 1, found, lacking))
                .isEqualTo(
                        "The topic x has max.message.bytes= (needs at least 100), and has retention.ms=1000 (needs -1);"
                                + " mend it: kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics"
                                + " --entity-name x --add-config max.message.bytes=100,retention.ms=-1.");
    }

    @Test
    void shouldAdviseToAddPartitionsAndReplicasInTurn() {
        assertThat(sentence(NEEDED, 3, new TopicState(1, 2, Map.of()), FIT))
                .isEqualTo(
                        "The topic x has 1 partitions (needs at least 3), and has 2 replicas of a partition (needs at"
                                + " least 3); mend it: kafka-topics.sh --bootstrap-server kafka:9092 --alter --topic x"
                                + " --partitions 3, then kafka-reassign-partitions.sh --bootstrap-server kafka:9092 with 3"
                                + " replicas of each partition of x.");
    }

    @Test
    void shouldAdviseToCreateATopicAnewThatHasTooManyPartitions() {
        TopicSettings fixed = new TopicSettings("x", 1, true, Map.of());

        assertThat(sentence(fixed, 1, new TopicState(2, 1, Map.of()), FIT))
                .startsWith("The topic x has 2 partitions (needs exactly 1); mend it: stop the services, delete")
                .doesNotContain("--alter");
    }

    private static String sentence(
            TopicSettings needed, int replication, @Nullable TopicState found, Map<String, String> config) {
        return new TopicAdvice(new TopicGap(needed, replication, found, config), SERVER).sentence();
    }
}
