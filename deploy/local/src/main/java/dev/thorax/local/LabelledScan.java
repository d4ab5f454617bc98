package dev.thorax.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.thorax.contracts.topic.ScanHeaders;

/**
 * Holds a scan file whose class is known.
 *
 * @param file the image
 * @param label its class
 * @param patient what the hospital calls the patient; never leaves ingest as it is
 * @param group what a split keeps together: the patient, or one patient of several who have the same picture
 * @param source the hospital or site, a name, or null
 * @param part which part of the data set it was published in
 * @param mask the file of its mask, or null
 */
record LabelledScan(
        Path file, String label, String patient, String group, String source, PublishedSplit part, Path mask) {
    /** Makes a scan without a mask. */
    LabelledScan(Path file, String label, String patient, String group, String source, PublishedSplit part) {
        this(file, label, patient, group, source, part, null);
    }

    /** Makes a scan of an unknown site, in a data set that is not divided. */
    LabelledScan(Path file, String label, String patient, String group) {
        this(file, label, patient, group, null, PublishedSplit.ALL);
    }

    /** Makes a scan of a patient who shares no picture with another one. */
    LabelledScan(Path file, String label, String patient) {
        this(file, label, patient, patient);
    }

    /** Returns the name of the file without its folder. */
    String name() {
        return file.getFileName().toString();
    }

    /** Returns the Kafka headers of what is known of the scan besides its class. */
    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        if (patient != null) {
            headers.put(ScanHeaders.PATIENT, patient);
        }
        if (source != null) {
            headers.put(ScanHeaders.SOURCE, source);
        }
        return headers;
    }
}
