package dev.thorax.ingest.record;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * What a device sends with a file, unchecked. Each may be null.
 *
 * @param id the scan id that the device wants
 * @param patient the patient as the device wrote it, never to be logged
 * @param label the class
 * @param dataset the data set
 * @param source the hospital or site
 * @param device the device, as a record names its sender. Nobody can prove it
 */
public record ScanAttributes(String id, String patient, String label, String dataset, String source, String device) {
    /** No attributes. */
    public static final ScanAttributes NONE = new ScanAttributes(null, null, null, null, null, null);

    /**
     * Returns these attributes, and for each that is missing the one of {@code other}.
     *
     * @throws UnacceptableScanException if both name a patient, and not the same one: nobody knows whose the scan is
     */
    public ScanAttributes or(ScanAttributes other) throws UnacceptableScanException {
        checkPatients(Stream.of(patient, other.patient).filter(Objects::nonNull));
        return new ScanAttributes(
                first(id, other.id),
                first(patient, other.patient),
                first(label, other.label),
                first(dataset, other.dataset),
                first(source, other.source),
                first(device, other.device));
    }

    /**
     * Checks that {@code patients} are one patient. Blank texts do not count.
     *
     * @throws UnacceptableScanException if they are not: nobody knows whose the scan is
     */
    public static void checkPatients(Stream<String> patients) throws UnacceptableScanException {
        if (patients.filter(ScanAttributes::isPresent)
                        .map(ScanAttributes::comparable)
                        .distinct()
                        .count()
                > 1) {
            throw new UnacceptableScanException(
                    RejectionReason.INVALID_METADATA,
                    "The scan names two different patients in two places; send the patient once.");
        }
    }

    private static String first(String value, String other) {
        return isPresent(value) ? value : other;
    }

    private static boolean isPresent(String value) {
        return value != null && !value.isBlank();
    }

    private static String comparable(String patient) {
        Optional<String> problem = HeaderText.problem("patient", patient);
        return problem.isPresent() ? patient : Objects.requireNonNullElse(HeaderText.clean(patient), "");
    }
}
