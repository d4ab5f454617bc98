package dev.thorax.contracts.topic;

/** Kafka headers (UTF-8 text) that a device may put on a scan. */
public final class ScanHeaders {
    /** The device's id for the scan; used as scan id where it is a {@code Keys.NAME}. */
    public static final String ID = "ce_id";
    /** The patient's identifier, in any form; only its pseudonym goes on. */
    public static final String PATIENT = "patient";
    /** The class of a labelled scan; needs {@link #DATASET} too. */
    public static final String LABEL = "label";
    /** The data set of a labelled scan; needs {@link #LABEL} too. */
    public static final String DATASET = "dataset";

    private ScanHeaders() {}
}
