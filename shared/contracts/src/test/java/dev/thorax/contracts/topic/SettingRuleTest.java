package dev.thorax.contracts.topic;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettingRuleTest {
    @ParameterizedTest
    @CsvSource({
        "max.message.bytes, AT_LEAST",
        "min.compaction.lag.ms, AT_LEAST",
        "min.insync.replicas, AT_LEAST",
        "retention.ms, AT_LEAST_OR_UNLIMITED",
        "retention.bytes, AT_LEAST_OR_UNLIMITED",
        "segment.ms, AT_MOST",
        "cleanup.policy, EXACTLY",
        "compression.type, EXACTLY",
        "a.setting.nobody.knows, EXACTLY"
    })
    void shouldKnowTheRuleOfASetting(String setting, SettingRule rule) {
        assertThat(SettingRule.of(setting)).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "AT_LEAST, 10, 10, true",
        "AT_LEAST, 11, 10, true",
        "AT_LEAST, 9, 10, false",
        "AT_LEAST, 9223372036854775807, 10, true",
        "AT_LEAST, -1, 10, false",
        "AT_LEAST_OR_UNLIMITED, -1, 10, true",
        "AT_LEAST_OR_UNLIMITED, -1, -1, true",
        "AT_LEAST_OR_UNLIMITED, 9223372036854775807, -1, false",
        "AT_LEAST_OR_UNLIMITED, 9, 10, false",
        "AT_LEAST_OR_UNLIMITED, 100, 10, true",
        "AT_MOST, 9, 10, true",
        "AT_MOST, 11, 10, false",
        "EXACTLY, delete, delete, true",
        "EXACTLY, Delete, delete, false",
        "EXACTLY, compact, delete, false"
    })
    void shouldCompareWhatATopicHasWithWhatItNeeds(SettingRule rule, String has, String needs, boolean accepted) {
        assertThat(rule.accepts(has, needs)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compact,delete | delete,compact | true",
                "delete , compact | compact,delete | true",
                "compact,delete | compact | false",
                "compact | compact,delete | false",
                "'' | compact | false"
            })
    void shouldCompareListsInAnyOrderButWhole(String has, String needs, boolean accepted) {
        assertThat(SettingRule.EXACTLY.accepts(has, needs)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "AT_LEAST, 10, at least 10",
        "AT_LEAST_OR_UNLIMITED, 10, at least 10",
        "AT_LEAST_OR_UNLIMITED, -1, -1",
        "EXACTLY, delete, delete"
    })
    void shouldReadBehindNeeds(SettingRule rule, String needs, String meaning) {
        assertThat(rule.meaning(needs)).isEqualTo(meaning);
    }

    @Test
    void shouldAcceptEverySettingThatTopicsAreCreatedWith() {
        for (TopicSettings topic : TopicSettings.all()) {
            for (Map.Entry<String, String> setting : topic.config().entrySet()) {
                assertThat(SettingRule.of(setting.getKey()).accepts(setting.getValue(), setting.getValue()))
                        .as("%s of %s", setting, topic.name())
                        .isTrue();
            }
        }
    }
}
