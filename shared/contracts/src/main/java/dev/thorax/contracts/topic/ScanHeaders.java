package dev.thorax.contracts.topic;

/**
 * Kafka headers (UTF-8 text) that a device may put on a scan. Patient, label and data set may begin with {@code ce_}, as extensions
 * of a CloudEvent. The source has another name there, {@link #SOURCE_EXTENSION}.
 */
public final class ScanHeaders {
    /** The device's id for the scan. It becomes the scan id if it is a {@link dev.thorax.contracts.storage.StorageKeys#NAME}. */
    public static final String ID = CloudEventHeaders.ID;
    /** The patient's identifier, in any form. Only its pseudonym is passed on. */
    public static final String PATIENT = "patient";
    /** The class of a labelled scan. Needs {@link #DATASET} too. */
    public static final String LABEL = "label";
    /** The data set of a labelled scan. Needs {@link #LABEL} too. */
    public static final String DATASET = "dataset";

    /** The source of the scan: the hospital or site. {@link CloudEventHeaders#SOURCE} is not it: that is the device. */
    public static final String SOURCE = "source";
    /** The name of {@link #SOURCE} as an extension of a CloudEvent, where {@code source} is the device. */
    public static final String SOURCE_EXTENSION = "scansource";

    /**
     * The mask of a labelled scan, the bytes of a picture: bright where the scan is marked, of the size of the scan as it is
     * shown. Unlike the other headers it is no text, and may have {@link ScanLimits#MASK} bytes.
     */
    public static final String MASK = "mask";

    /** The content encoding of the value. A scan with one is rejected: producers compress records themselves. */
    public static final String CONTENT_ENCODING = "content-encoding";

    private ScanHeaders() {}
}
