package dev.thorax.runtime.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** A mapping with one key of each kind. */
@ConfigMapping(prefix = "thorax.ingest")
interface SampleConfig {
    @WithDefault("16")
    @Range(min = 1, max = 256)
    int batchSize();

    @WithDefault("0.05")
    @Range(min = 0, max = 1)
    double margin();

    @WithDefault("PT2S")
    @DurationRange(min = "PT1S", max = "PT1H")
    Duration pause();

    @WithDefault("http://127.0.0.1:8084")
    @Format(regex = Format.HTTP_URL, meaning = "an address that begins with http:// or https://")
    URI url();

    @Secret(minLength = 16)
    Optional<String> key();

    Group group();

    interface Group {
        Optional<List<String>> options();

        Map<String, String> environment();
    }
}
