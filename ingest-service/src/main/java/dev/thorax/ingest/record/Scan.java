package dev.thorax.ingest.record;

import java.util.Optional;
import java.util.stream.Stream;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * A scan as a device sent it.
 *
 * @param id the scan id: the id that the device gave, or the SHA-256 of the bytes if that is missing or no name
 * @param sha256 SHA-256 of the bytes, 64 lower-case hex digits
 * @param patient the patient as the device wrote it, cleaned, or null. It is never stored, sent or logged
 * @param label its class, or null
 * @param dataset the data set it belongs to, or null
 * @param bytes the file
 * @param origin where it came from: {@code topic-partition@offset}, or {@code POST /scans}
 * @param refused why it cannot be read, or null. If it has a reason, it has no other metadata than the id and, if it can be read, the
 *     patient
 */
public record Scan(
        String id,
        String sha256,
        String patient,
        String label,
        String dataset,
        byte[] bytes,
        String origin,
        UnacceptableScanException refused) {

    /**
     * Makes a scan whose id is {@code wanted} if that is a name. Texts are brought into Unicode's form NFC, without blanks
     * around them. An empty text counts as missing.
     */
    public static Scan of(String wanted, String patient, String label, String dataset, byte[] bytes, String origin) {
        Optional<String> problem = Stream.of(
                        HeaderText.problem("id", wanted),
                        HeaderText.problem("patient", patient),
                        HeaderText.placeholder(patient),
                        HeaderText.problem("label", label),
                        HeaderText.problem("dataset", dataset))
                .flatMap(Optional::stream)
                .findFirst();
        if (problem.isPresent()) {
            return refused(
                            wanted,
                            new UnacceptableScanException(RejectionReason.INVALID_METADATA, problem.get()),
                            bytes,
                            origin)
                    .ofPatient(patient);
        }
        String sha256 = Sha256.of(bytes);
        return new Scan(
                id(wanted, sha256),
                sha256,
                HeaderText.clean(patient),
                HeaderText.clean(label),
                HeaderText.clean(dataset),
                bytes,
                origin,
                null);
    }

    /** Makes a scan of an envelope and of its attributes, as {@link #of(String, String, String, String, byte[], String)} does. */
    public static Scan of(ScanAttributes attributes, byte[] file, String origin) {
        return of(attributes.id(), attributes.patient(), attributes.label(), attributes.dataset(), file, origin);
    }

    /** Makes a scan that will be rejected because it cannot be read. */
    public static Scan refused(String wanted, UnacceptableScanException why, byte[] bytes, String origin) {
        String sha256 = Sha256.of(bytes);
        return new Scan(id(wanted, sha256), sha256, null, null, null, bytes, origin, why);
    }

    /**
     * Returns the device that is known to have sent the scan by Kafka, because it alone may write the topic. What a record says of its
     * source does not count.
     */
    public Optional<String> sender() {
        return ScanOrigin.parse(origin).flatMap(ScanOrigin::device);
    }

    /** Returns the same scan of a patient as a device wrote it; without a patient if that is no number of a patient, or null. */
    Scan ofPatient(String patient) {
        return new Scan(id, sha256, HeaderText.patient(patient).orElse(null), label, dataset, bytes, origin, refused);
    }

    /** Returns the same scan without its bytes, which are not to be kept. */
    public Scan withoutBytes() {
        return new Scan(id, sha256, patient, label, dataset, new byte[0], origin, refused);
    }

    private static String id(String wanted, String sha256) {
        String id = HeaderText.problem("id", wanted).isPresent() ? null : HeaderText.clean(wanted);
        return StorageKeys.isName(id) ? id : sha256;
    }

    /** Checks that the scan could be read, that label and data set are names, and that both are there or neither. */
    public void checkMetadata() throws UnacceptableScanException {
        if (refused != null) {
            throw refused;
        }
        checkName("label", label);
        checkName("dataset", dataset);
        if ((label == null) != (dataset == null)) {
            throw new UnacceptableScanException(
                    RejectionReason.INVALID_METADATA,
                    "The scan has a " + (label == null ? "dataset but no label" : "label but no dataset")
                            + "; send both for a labelled scan, or neither.");
        }
    }

    private static void checkName(String what, String value) throws UnacceptableScanException {
        if (value != null && !StorageKeys.isName(value)) {
            throw new UnacceptableScanException(
                    RejectionReason.INVALID_METADATA,
                    "The " + what + " of the scan is not a name; use " + StorageKeys.NAME_RULE
                            + " that begin with a letter or digit.");
        }
    }
}
