package dev.thorax.network.layer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is made of the values under a window. */
public enum Pooling {
    /** The largest. */
    @JsonProperty("max")
    MAX,
    /** Their mean. */
    @JsonProperty("average")
    AVERAGE
}
