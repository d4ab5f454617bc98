package dev.thorax.explain.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.testing.config.ChannelSettings;

/** What each channel gets of the connector's settings and its own: loss or doubling of records hangs on it. */
class ChannelSettingsTest {
    private final ChannelSettings channels = ChannelSettings.read();

    @ParameterizedTest
    @CsvSource({
        "diagnoses-to-keep, latest, fail, earliest",
        "diagnoses-to-show, ignore, ignore, latest",
        "erased-to-hide, ignore, ignore, earliest",
        "trainings-to-show, ignore, ignore, latest",
        "explanations-requested, ignore, ignore, earliest"
    })
    void shouldConsume(String channel, String commit, String failure, String reset) {
        channels.assertConsumes(channel, commit, failure, reset);
    }

    @ParameterizedTest
    @CsvSource({"explained, 86400000"})
    void shouldProduce(String channel, String maxBlock) {
        channels.assertProduces(channel, maxBlock);
    }

    @Test
    void shouldHaveNoOtherChannel() {
        channels.assertOnly(
                "incoming.diagnoses-to-keep",
                "incoming.diagnoses-to-show",
                "incoming.erased-to-hide",
                "incoming.trainings-to-show",
                "incoming.explanations-requested",
                "outgoing.explained");
    }
}
