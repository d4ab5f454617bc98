package dev.thorax.local;

import java.nio.file.Path;

/**
 * Holds a scan file whose class is known.
 *
 * @param file the image
 * @param label its class: the name of its folder
 * @param patient what the hospital calls the patient; never leaves ingest as it is
 */
record LabelledScan(Path file, String label, String patient) {
    /** Returns the name of the file without its folder. */
    String name() {
        return file.getFileName().toString();
    }
}
