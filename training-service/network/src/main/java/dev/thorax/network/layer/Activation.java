package dev.thorax.network.layer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The function that a layer applies to each of its values. */
public enum Activation {
    /** x. */
    @JsonProperty("identity")
    IDENTITY,
    /** max(x, 0). */
    @JsonProperty("relu")
    RELU,
    /** min(max(x, 0), 6), as in MobileNet. */
    @JsonProperty("relu6")
    RELU6
}
