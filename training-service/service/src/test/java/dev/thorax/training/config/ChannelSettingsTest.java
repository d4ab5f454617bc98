package dev.thorax.training.config;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.testing.config.ChannelSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What each channel gets of the connector's settings and its own: loss or doubling of records hangs on it. */
class ChannelSettingsTest {
    private final Map<String, Map<String, String>> channels = ChannelSettings.read();

    @ParameterizedTest
    @CsvSource({
        "trainings, ignore, ignore, earliest",
        "cancellations, latest, ignore, earliest",
        "progress, ignore, ignore, latest",
        "promotions, ignore, ignore, earliest"
    })
    void shouldConsume(String channel, String commit, String failure, String reset) {
        assertThat(channels.get("incoming." + channel))
                .containsEntry("commit-strategy", commit)
                .containsEntry("failure-strategy", failure)
                .containsEntry("auto.offset.reset", reset)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("cloud-events", "false")
                .containsKeys("topic", "group.id");
    }

    @ParameterizedTest
    @CsvSource({"outcomes, 86400000", "events,", "decided, 86400000"})
    void shouldProduce(String channel, String maxBlock) {
        Map<String, String> settings = channels.get("outgoing." + channel);

        assertThat(settings).containsEntry("acks", "all").containsEntry("cloud-events", "false");
        assertThat(settings.get("max.block.ms")).isEqualTo(maxBlock);
        assertThat(settings.containsKey("transactional.id")).isEqualTo("86400000".equals(maxBlock));
    }

    @Test
    void shouldHaveNoOtherChannel() {
        assertThat(channels.keySet())
                .containsExactlyInAnyOrder(
                        "incoming.trainings",
                        "incoming.cancellations",
                        "incoming.progress",
                        "incoming.promotions",
                        "outgoing.outcomes",
                        "outgoing.events",
                        "outgoing.decided");
    }
}
