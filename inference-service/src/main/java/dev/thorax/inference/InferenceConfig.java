package dev.thorax.inference;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** What can be set of this service alone. */
@ConfigMapping(prefix = "thorax")
public interface InferenceConfig {
    /** Public address of explain-service, for the links in diagnoses. */
    @WithName("explain.url")
    @WithDefault("http://127.0.0.1:8084")
    URI explainUrl();

    /** Threads that one run of the network may use on the CPU; 0 stands for all processors. */
    @WithName("onnx.threads")
    @WithDefault("0")
    int onnxThreads();

    /** Scans that the network scores in one run, 1 to 256. */
    @WithName("inference.batch")
    @WithDefault("8")
    int batch();

    /** Scans that are fetched and decoded side by side, 1 to 64. */
    @WithName("inference.loaders")
    @WithDefault("2")
    int loaders();

    /** Where fetched models are kept. */
    @WithName("inference.cache")
    @WithDefault("${java.io.tmpdir}/thorax-inference-${thorax.instance}")
    Path cache();

    /** Pause before a model is fetched again from a store that was away. */
    @WithName("inference.retry")
    @WithDefault("2s")
    Duration retry();
}
