package dev.thorax.network.layer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a window does at the border of its input, in TensorFlow's words. */
public enum Padding {
    /** It stays inside; a rest at the right or bottom is dropped. */
    @JsonProperty("valid")
    VALID,
    /** It may stand out, so that the output has ceil(input / stride) positions; an odd pixel goes to the bottom and right. */
    @JsonProperty("same")
    SAME
}
