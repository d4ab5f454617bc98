package dev.thorax.contracts.topic;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class AnsweredPositionTest {
    /** A topic in another place would read the positions of another one. */
    @Test
    void shouldKeepThePlacesOfItsTopics() {
        assertThat(AnsweredPosition.CONSUMED)
                .startsWith(
                        "thorax.scans",
                        "thorax.scans.stored",
                        "thorax.explanations",
                        "thorax.trainings",
                        "thorax.promotions")
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveAPartitionForEachTopic() {
        assertThat(TopicSettings.of(Topics.POSITIONS).partitions())
                .isGreaterThanOrEqualTo(AnsweredPosition.CONSUMED.size());
    }

    @Test
    void shouldReadAPositionOfAnEarlierVersion() {
        byte[] stored = "{\"next\":5000000000,\"timestamp\":1790000000000}".getBytes(StandardCharsets.US_ASCII);

        assertThat(Json.read(stored, AnsweredPosition.class))
                .isEqualTo(new AnsweredPosition(5_000_000_000L, 1_790_000_000_000L));
    }
}
