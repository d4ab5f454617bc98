package dev.thorax.contracts.topic;

/** Kafka headers (UTF-8 text) that a device may put on a scan. Patient, label and data set may begin with {@code ce_}, as extensions of a CloudEvent. */
public final class ScanHeaders {
    /** The device's id for the scan. It becomes the scan id if it is a {@link dev.thorax.contracts.storage.StorageKeys#NAME}. */
    public static final String ID = CloudEventHeaders.ID;
    /** The patient's identifier, in any form. Only its pseudonym is passed on. */
    public static final String PATIENT = "patient";
    /** The class of a labelled scan. Needs {@link #DATASET} too. */
    public static final String LABEL = "label";
    /** The data set of a labelled scan. Needs {@link #LABEL} too. */
    public static final String DATASET = "dataset";

    /** The content encoding of the value. A scan with one is rejected: producers compress records themselves. */
    public static final String CONTENT_ENCODING = "content-encoding";

    private ScanHeaders() {}
}
