package dev.thorax.network.layer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The treatment of the border by a sliding window, in TensorFlow's terms. */
public enum Padding {
    /** The window stays inside; a remainder at the right or bottom is dropped. */
    @JsonProperty("valid")
    VALID,
    /**
     * The input is padded so that the output has ceil(input / stride) positions; an odd pixel is added at the bottom and
     * right.
     */
    @JsonProperty("same")
    SAME
}
