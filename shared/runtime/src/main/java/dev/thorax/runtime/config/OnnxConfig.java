package dev.thorax.runtime.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configures ONNX Runtime. */
@ConfigMapping(prefix = "thorax.onnx")
public interface OnnxConfig {
    /** Threads of one run of a network on the CPU; 0 stands for all processors. */
    @WithDefault("0")
    @Range(min = 0, max = 1024)
    int threads();
}
