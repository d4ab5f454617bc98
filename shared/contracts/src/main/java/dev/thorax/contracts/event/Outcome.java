package dev.thorax.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What came of scoring a scan. */
public enum Outcome {
    /** It has a class. */
    @JsonProperty("class")
    CLASS("class"),
    /** It has no class, for a reason. */
    @JsonProperty("undetermined")
    UNDETERMINED("undetermined");

    private final String code;

    Outcome(String code) {
        this.code = code;
    }

    /** Returns the outcome as it stands in events and metrics. */
    public String code() {
        return code;
    }
}
