package dev.thorax.contracts.topic;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicSettingsTest {
    @Test
    void shouldHaveSettingsForEachTopicOnce() {
        assertThat(TopicSettings.all())
                .extracting(TopicSettings::name)
                .containsExactlyInAnyOrder(Arrays.stream(Topics.class.getFields())
                        .map(TopicSettingsTest::value)
                        .toArray(String[]::new));
    }

    @Test
    void shouldTakeRecordsAsLargeAsTheLimitsAllow() {
        assertThat(TopicSettings.of(Topics.SCANS).config()).containsEntry("max.message.bytes", "35651584");
        assertThat(TopicSettings.of(Topics.SCANS_REJECTED).config()).containsEntry("max.message.bytes", "36700160");
    }

    @Test
    void shouldKeepScansForeverAndPromotionsByKey() {
        assertThat(TopicSettings.of(Topics.SCANS_STORED).config()).containsEntry("retention.ms", "-1");
        assertThat(TopicSettings.of(Topics.MODELS).config()).containsEntry("cleanup.policy", "compact");
        assertThat(TopicSettings.of(Topics.PROMOTIONS).partitions()).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatAServiceReadsLongerThanAnOutage() {
        assertThat(Long.parseLong(TopicSettings.of(Topics.SCANS).config().get("retention.ms")))
                .isGreaterThanOrEqualTo(Duration.ofDays(30).toMillis());
        assertThat(Stream.of(Topics.TRAININGS, Topics.TRAININGS_CANCELLATIONS, Topics.PROMOTIONS))
                .allSatisfy(topic -> assertThat(
                                Long.parseLong(TopicSettings.of(topic).config().get("retention.ms")))
                        .isGreaterThanOrEqualTo(Duration.ofDays(365).toMillis()));
    }

    @Test
    void shouldLetTheBrokerMeasureEachRecordAsAServiceReadsIt() {
        assertThat(TopicSettings.all())
                .allSatisfy(topic -> assertThat(topic.config()).containsEntry("compression.type", "uncompressed"));
    }

    @Test
    void shouldTakeTheTimesOfScansFromTheBroker() {
        assertThat(TopicSettings.of(Topics.SCANS).config()).containsEntry("message.timestamp.type", "LogAppendTime");
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
