package dev.thorax.network.layer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a layer does to each of its values. */
public enum Activation {
    /** Nothing. */
    @JsonProperty("identity")
    IDENTITY,
    /** max(x, 0). */
    @JsonProperty("relu")
    RELU,
    /** min(max(x, 0), 6), as in MobileNet. */
    @JsonProperty("relu6")
    RELU6
}
