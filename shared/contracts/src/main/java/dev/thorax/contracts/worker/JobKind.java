package dev.thorax.contracts.worker;

import java.util.Arrays;

/** The kinds of job that workers do. */
public enum JobKind {
    /** Trains a version. */
    TRAINING("training"),
    /** Compares a version with the one that serves. */
    COMPARISON("comparison"),
    /** Scores a version on labelled scans of a hospital. */
    VALIDATION("validation");

    private final String wireName;

    JobKind(String wireName) {
        this.wireName = wireName;
    }

    /** Returns what messages and names in a cluster call the job. */
    public String wireName() {
        return wireName;
    }

    /** Returns the prefix of the open orders of this kind. */
    String orders() {
        return JobKeys.orders() + wireName + "s/";
    }

    /**
     * Returns the kind of the order with the key {@code order}.
     *
     * @throws IllegalArgumentException if no order can have the key
     */
    static JobKind ofOrder(String order) {
        return Arrays.stream(values())
                .filter(kind -> order.startsWith(kind.orders()))
                .findFirst()
                .orElseThrow(() -> JobKeys.noOrder(order));
    }
}
