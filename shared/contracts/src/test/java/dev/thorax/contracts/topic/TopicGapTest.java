package dev.thorax.contracts.topic;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TopicGapTest {
    private static final String SERVER = "kafka:9092";

    @Test
    void shouldFitAsCreated() {
        assertThat(TopicSettings.all()).allSatisfy(topic -> assertThat(TopicGap.of(topic, created(topic, 1), 1))
                .isEmpty());
        assertThat(TopicSettings.all()).allSatisfy(topic -> assertThat(TopicGap.of(topic, created(topic, 3), 3))
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "thorax.scans, max.message.bytes, 35651585",
        "thorax.diagnoses.candidate, retention.ms, 2505600000",
        "thorax.scans, segment.ms, 600000",
        "thorax.trainings, retention.ms, -1",
        "thorax.scans, min.insync.replicas, 2",
        "thorax.scans.rejected, retention.bytes, -1",
        "thorax.models, min.compaction.lag.ms, 63072000000"
    })
    void shouldTakeMoreThanIsNeeded(String topic, String setting, String value) {
        assertThat(with(topic, setting, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "thorax.scans | max.message.bytes | 1048588 | at least 35651584",
                "thorax.scans | retention.ms | 3600000 | at least 259200000, at most 259200000",
                "thorax.scans | retention.ms | -1 | at least 259200000, at most 259200000",
                "thorax.scans | retention.ms | 259200001 | at least 259200000, at most 259200000",
                "thorax.scans | segment.ms | 604800000 | at most 3600000",
                "thorax.scans.erased | retention.ms | -1 | at least 2505600000, at most 2505600000",
                "thorax.scans.erased | retention.ms | 2592000000 | at least 2505600000, at most 2505600000",
                "thorax.scans.erased | segment.ms | 604800000 | at most 86400000",
                "thorax.scans | retention.bytes | 1073741824 | -1",
                "thorax.scans | message.timestamp.type | CreateTime | LogAppendTime",
                "thorax.scans | compression.type | producer | uncompressed",
                "thorax.scans.stored | retention.ms | -1 | at least 2505600000, at most 2505600000",
                "thorax.scans.stored | cleanup.policy | compact | delete",
                "thorax.models | cleanup.policy | delete | compact",
                "thorax.models | cleanup.policy | compact,delete | compact",
                "thorax.models | min.compaction.lag.ms | 0 | at least 31536000000",
                "thorax.diagnoses | max.message.bytes | 1000 | at least 1048588"
            })
    void shouldNameWhatIsLessAndTheCommand(String topic, String setting, String has, String needs) {
        assertThat(with(topic, setting, has))
                .isEqualTo("The topic " + topic + " has " + setting + "=" + has + " (needs " + needs
                        + "); mend it: kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics"
                        + " --entity-name " + topic + " --add-config " + setting + "="
                        + TopicSettings.of(topic).config().get(setting) + ".");
    }

    @Test
    void shouldNameAMissingTopicWithTheCommandThatCreatesIt() {
        String sentence = TopicGap.of(TopicSettings.of(Topics.MODELS), null, 3)
                .orElseThrow()
                .sentence(SERVER);

        assertThat(sentence)
                .isEqualTo(
                        "The topic thorax.models is missing; create it: kafka-topics.sh --bootstrap-server kafka:9092"
                                + " --create --topic thorax.models --partitions 1 --replication-factor 3"
                                + " --config cleanup.policy=compact --config compression.type=uncompressed --config max.message.bytes=1048588"
                                + " --config min.compaction.lag.ms=31536000000 --config min.insync.replicas=2.");
    }

    @Test
    void shouldCountPartitionsAndReplicas() {
        TopicSettings trainings = TopicSettings.of(Topics.TRAININGS);
        TopicSettings promotions = TopicSettings.of(Topics.PROMOTIONS);

        assertThat(sentence(trainings, new TopicState(3, 3, TopicGap.config(trainings, 3)), 3))
                .contains("has 3 partitions (needs at least 8)", "--alter --topic thorax.trainings --partitions 8");
        assertThat(sentence(promotions, new TopicState(2, 3, TopicGap.config(promotions, 3)), 3))
                .contains("has 2 partitions (needs exactly 1)", "delete the topic and create it anew");
        assertThat(sentence(promotions, new TopicState(1, 1, TopicGap.config(promotions, 3)), 3))
                .contains("has 1 replicas of a partition (needs at least 3)", "kafka-reassign-partitions.sh");
        assertThat(sentence(promotions, new TopicState(1, 3, TopicGap.config(promotions, 1)), 3))
                .contains("min.insync.replicas=1 (needs at least 2)");
        assertThat(sentence(trainings, new TopicState(9, 4, TopicGap.config(trainings, 3)), 3))
                .isEmpty();
    }

    @Test
    void shouldNameATopicWhoseSettingsAreNotReadable() {
        assertThat(sentence(TopicSettings.of(Topics.SCANS), new TopicState(3, 1, null), 1))
                .contains(
                        "has settings that this service may not read",
                        "--operation DescribeConfigs --topic thorax.scans");
    }

    @Test
    void shouldNameAllFaultsInOneSentence() {
        Map<String, String> config = new HashMap<>(TopicGap.config(TopicSettings.of(Topics.MODELS), 1));
        config.put("cleanup.policy", "delete");
        config.put("min.compaction.lag.ms", "0");

        assertThat(sentence(TopicSettings.of(Topics.MODELS), new TopicState(1, 1, config), 1))
                .contains(" has cleanup.policy=delete (needs compact), and has min.compaction.lag.ms=0 ")
                .contains("--add-config cleanup.policy=compact,min.compaction.lag.ms=31536000000.");
    }

    private static String with(String topic, String setting, String value) {
        TopicSettings settings = TopicSettings.of(topic);
        Map<String, String> config = new HashMap<>(TopicGap.config(settings, 1));
        config.put(setting, value);
        return sentence(settings, new TopicState(settings.partitions(), 1, config), 1);
    }

    private static String sentence(TopicSettings settings, TopicState state, int replication) {
        return TopicGap.of(settings, state, replication)
                .map(gap -> gap.sentence(SERVER))
                .orElse("");
    }

    private static TopicState created(TopicSettings topic, int replication) {
        return new TopicState(topic.partitions(), replication, TopicGap.config(topic, replication));
    }
}
