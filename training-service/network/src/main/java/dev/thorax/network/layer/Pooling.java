package dev.thorax.network.layer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The function that pools the values of a window. */
public enum Pooling {
    /** The maximum. */
    @JsonProperty("max")
    MAX,
    /** The mean. */
    @JsonProperty("average")
    AVERAGE
}
