package dev.thorax.inference.config;

import java.nio.file.Path;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set of this service alone. */
@ConfigMapping(prefix = "thorax.inference")
public interface InferenceConfig {
    /** Scans that the network scores in one run, 1 to 256. */
    @WithDefault("16")
    int batch();

    /** Scans that are fetched and decoded side by side, 1 to 64. */
    @WithDefault("2")
    int loaders();

    /** Threads of one run of a candidate on the CPU, which runs beside production. */
    @WithDefault("1")
    int candidateThreads();

    /** Where fetched models are kept. */
    @WithDefault("${java.io.tmpdir}/thorax-inference-${thorax.instance}")
    Path cache();

    /** Pause before a model is fetched again from a store that was away. */
    @WithDefault("2s")
    Duration retry();
}
