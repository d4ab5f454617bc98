package dev.thorax.inference.config;

import java.nio.file.Path;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.DurationRange;
import dev.thorax.runtime.config.Format;
import dev.thorax.runtime.config.Range;

/** Configuration of the service inference. */
@ConfigMapping(prefix = "thorax.inference")
public interface InferenceConfig {
    /** Scans that the network scores in one run. */
    @WithDefault("16")
    @Range(min = 1, max = 256)
    int batch();

    /** Scans that are fetched and decoded at the same time. */
    @WithDefault("2")
    @Range(min = 1, max = 64)
    int loaders();

    /**
     * How long after the event of a stored scan its missing image is waited for. Longer than objects take to reach this site's
     * store. The records of the same poll wait, too.
     */
    @WithDefault("60s")
    @DurationRange(min = "PT0S", max = "PT5M")
    Duration imageWait();

    /** Threads of one run of a candidate on the CPU, beside production; 0 stands for all processors. */
    @WithDefault("1")
    @Range(min = 0, max = 1024)
    int candidateThreads();

    /** Scans that are scored again if their events come again. */
    @WithDefault("none")
    @Format(regex = "none|undiagnosed|all", meaning = "none, undiagnosed or all")
    String rescore();

    /** The folder in which fetched models are kept. */
    @WithDefault("${java.io.tmpdir}/thorax-inference-${thorax.instance}")
    Path cache();

    /** MiB that fetched models may take; the one not used for longest leaves first. */
    @WithDefault("4096")
    @Range(min = 1, max = 1_048_576)
    int cacheMib();

    /** Pause before a model is fetched again from a store that was away. */
    @WithDefault("2s")
    @DurationRange(min = "PT0.001S", max = "PT1H")
    Duration retry();
}
