package dev.thorax.contracts.topic;

import java.lang.reflect.Field;
import java.util.Arrays;

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
        assertThat(settings(Topics.SCANS).config()).containsEntry("max.message.bytes", "35651584");
        assertThat(settings(Topics.SCANS_REJECTED).config()).containsEntry("max.message.bytes", "36700160");
    }

    @Test
    void shouldKeepScansForeverAndPromotionsByKey() {
        assertThat(settings(Topics.SCANS_STORED).config()).containsEntry("retention.ms", "-1");
        assertThat(settings(Topics.MODELS).config()).containsEntry("cleanup.policy", "compact");
        assertThat(settings(Topics.PROMOTIONS).partitions()).isEqualTo(1);
    }

    private static TopicSettings settings(String topic) {
        return TopicSettings.all().stream()
                .filter(settings -> settings.name().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
