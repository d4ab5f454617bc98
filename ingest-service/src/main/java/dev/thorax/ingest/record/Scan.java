package dev.thorax.ingest.record;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * A scan as it came in.
 *
 * @param id the scan id: what the device named it, or the SHA-256 of the bytes where that is missing or no name
 * @param sha256 SHA-256 of the bytes, 64 lower-case hex digits
 * @param patient the patient as the device wrote it, cleaned, or null; never stored, sent or logged
 * @param label its class, or null
 * @param dataset the data set it belongs to, or null
 * @param bytes the file
 * @param origin where it came from: {@code topic-partition@offset}, or {@code POST /scans}
 */
public record Scan(
        String id, String sha256, String patient, String label, String dataset, byte[] bytes, String origin) {

    /**
     * A scan whose id is {@code wanted} where that is a name. Texts are taken in Unicode's form NFC and without blanks
     * around them; empty ones stand for missing ones.
     */
    public static Scan of(String wanted, String patient, String label, String dataset, byte[] bytes, String origin) {
        String sha256 = Sha256.of(bytes);
        String id = HeaderText.clean(wanted);
        return new Scan(
                StorageKeys.isName(id) ? id : sha256,
                sha256,
                HeaderText.clean(patient),
                HeaderText.clean(label),
                HeaderText.clean(dataset),
                bytes,
                origin);
    }

    /** Label and data set come together or not at all, since neither means anything alone; each is a name. */
    public void checkMetadata() throws UnacceptableScanException {
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
