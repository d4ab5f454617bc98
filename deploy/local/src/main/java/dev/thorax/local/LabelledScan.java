package dev.thorax.local;

import java.nio.file.Path;

/**
 * Holds a scan file whose class is known.
 *
 * @param file the image
 * @param label its class: the name of its folder
 * @param patient what the hospital calls the patient; never leaves ingest as it is
 * @param group what a split keeps together: the patient, or one patient of several who have the same picture
 */
record LabelledScan(Path file, String label, String patient, String group) {
    /** Makes a scan of a patient who shares no picture with another one. */
    LabelledScan(Path file, String label, String patient) {
        this(file, label, patient, patient);
    }

    /** Returns the name of the file without its folder. */
    String name() {
        return file.getFileName().toString();
    }
}
