package dev.thorax.ingest.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.testing.config.ChannelSettings;

/** What each channel gets of the connector's settings and its own: loss or doubling of records hangs on it. */
class ChannelSettingsTest {
    private final ChannelSettings channels = ChannelSettings.read();

    @ParameterizedTest
    @CsvSource({"scans, ignore, ignore, earliest"})
    void shouldConsume(String channel, String commit, String failure, String reset) {
        channels.assertConsumes(channel, commit, failure, reset);
    }

    @ParameterizedTest
    @CsvSource({"outcomes, 86400000", "uploads, 10000", "events, 10000"})
    void shouldProduce(String channel, String maxBlock) {
        channels.assertProduces(channel, maxBlock);
    }

    @Test
    void shouldHaveNoOtherChannel() {
        channels.assertOnly("incoming.scans", "outgoing.outcomes", "outgoing.uploads", "outgoing.events");
    }
}
