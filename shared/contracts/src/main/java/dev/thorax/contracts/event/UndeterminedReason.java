package dev.thorax.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a scan has no diagnosis. */
public enum UndeterminedReason {
    /** The lungs were not found in the picture, and the version sees nothing else. */
    @JsonProperty("no-lungs-found")
    NO_LUNGS_FOUND("no-lungs-found"),
    /** The scan is unlike those that the version learned from. */
    @JsonProperty("unlike-training-scans")
    UNLIKE_TRAINING_SCANS("unlike-training-scans"),
    /** No class is probable enough. */
    @JsonProperty("uncertain-between-classes")
    UNCERTAIN_BETWEEN_CLASSES("uncertain-between-classes");

    private final String code;

    UndeterminedReason(String code) {
        this.code = code;
    }

    /** Returns the reason as it stands in events and metrics. */
    public String code() {
        return code;
    }
}
