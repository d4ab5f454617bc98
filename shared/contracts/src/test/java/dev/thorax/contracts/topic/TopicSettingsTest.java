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
    void shouldKeepPromotionsByKeyInOnePartition() {
        assertThat(TopicSettings.of(Topics.MODELS).config()).containsEntry("cleanup.policy", "compact");
        assertThat(TopicSettings.of(Topics.PROMOTIONS).partitions()).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatAServiceReadsLongerThanAnOutage() {
        assertThat(retention(Topics.SCANS)).isGreaterThanOrEqualTo(Duration.ofDays(3));
        assertThat(Stream.of(
                        Topics.SCANS_STORED,
                        Topics.DIAGNOSES,
                        Topics.TRAININGS,
                        Topics.TRAININGS_CANCELLATIONS,
                        Topics.PROMOTIONS))
                .allSatisfy(topic -> assertThat(retention(topic)).isGreaterThanOrEqualTo(Duration.ofDays(29)));
    }

    @Test
    void shouldKeepNoRecordOfAPatientForMoreThanAMonthAndTheScansThemselvesForHours() {
        assertThat(Stream.of(
                        Topics.SCANS,
                        Topics.SCANS_STORED,
                        Topics.SCANS_REJECTED,
                        Topics.SCANS_ERASED,
                        Topics.DIAGNOSES,
                        Topics.DIAGNOSES_CANDIDATE,
                        Topics.DIAGNOSES_FAILED,
                        Topics.EXPLANATIONS,
                        Topics.EXPLANATIONS_READY))
                .allSatisfy(
                        topic -> assertThat(TopicSettings.of(topic).longest().plus(duration(topic, "segment.ms")))
                                .isLessThanOrEqualTo(Duration.ofDays(30)));
        assertThat(TopicSettings.of(Topics.SCANS).longest().plus(duration(Topics.SCANS, "segment.ms")))
                .isEqualTo(Duration.ofHours(73));
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

    private static Duration retention(String topic) {
        return duration(topic, "retention.ms");
    }

    private static Duration duration(String topic, String setting) {
        return Duration.ofMillis(Long.parseLong(TopicSettings.of(topic).config().get(setting)));
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
