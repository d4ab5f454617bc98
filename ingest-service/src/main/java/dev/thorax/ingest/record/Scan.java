package dev.thorax.ingest.record;

import java.util.Optional;
import java.util.stream.Stream;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * A scan as a device sent it.
 *
 * @param id the scan id: the id that the device gave, or the SHA-256 of the bytes if that is missing or no name
 * @param sha256 SHA-256 of the bytes, 64 lower-case hex digits
 * @param patient the patient as the device wrote it, cleaned, or null. It is never stored, sent or logged
 * @param label its class, or null
 * @param dataset the data set it belongs to, or null
 * @param source the hospital or site that it comes from, or null
 * @param device the device as the record names its sender ({@code ce_source}), or null. Nobody has proved it
 * @param bytes the file
 * @param mask the file of its mask, or null
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
        String source,
        String device,
        byte[] bytes,
        byte[] mask,
        String origin,
        UnacceptableScanException refused) {

    /** Makes a scan without a source, as {@link #of(ScanAttributes, byte[], String)} does. */
    public static Scan of(String wanted, String patient, String label, String dataset, byte[] bytes, String origin) {
        return of(new ScanAttributes(wanted, patient, label, dataset, null, null), bytes, origin);
    }

    /**
     * Makes a scan of a file and of its attributes. Its id is the wanted one if that is a name. Texts are brought into Unicode's
     * form NFC, without blanks around them. An empty text counts as missing.
     */
    public static Scan of(ScanAttributes attributes, byte[] bytes, String origin) {
        Optional<String> problem = Stream.of(
                        HeaderText.problem("id", attributes.id()),
                        HeaderText.problem("patient", attributes.patient()),
                        HeaderText.placeholder(attributes.patient()),
                        HeaderText.problem("label", attributes.label()),
                        HeaderText.problem("dataset", attributes.dataset()),
                        HeaderText.problem("source", attributes.source()))
                .flatMap(Optional::stream)
                .findFirst();
        if (problem.isPresent()) {
            return refused(
                            attributes.id(),
                            new UnacceptableScanException(RejectionReason.INVALID_METADATA, problem.get()),
                            bytes,
                            origin)
                    .ofPatient(attributes.patient());
        }
        String sha256 = Sha256.of(bytes);
        return new Scan(
                id(attributes.id(), sha256),
                sha256,
                HeaderText.clean(attributes.patient()),
                HeaderText.clean(attributes.label()),
                HeaderText.clean(attributes.dataset()),
                HeaderText.clean(attributes.source()),
                device(attributes.device()),
                bytes,
                null,
                origin,
                null);
    }

    /** Makes a scan that will be rejected because it cannot be read. */
    public static Scan refused(String wanted, UnacceptableScanException why, byte[] bytes, String origin) {
        String sha256 = Sha256.of(bytes);
        return new Scan(id(wanted, sha256), sha256, null, null, null, null, null, bytes, null, origin, why);
    }

    /**
     * Returns the device that is known to have sent the scan by Kafka, because it alone may write the topic. What a record says of its
     * sender does not count.
     */
    public Optional<String> sender() {
        return ScanOrigin.parse(origin).flatMap(ScanOrigin::device);
    }

    /** Returns the same scan of a patient as a device wrote it; without a patient if that is no number of a patient, or null. */
    Scan ofPatient(String patient) {
        return new Scan(
                id,
                sha256,
                HeaderText.patient(patient).orElse(null),
                label,
                dataset,
                source,
                device,
                bytes,
                mask,
                origin,
                refused);
    }

    /** Returns the same scan without its bytes, which are not to be kept. */
    public Scan withoutBytes() {
        return new Scan(id, sha256, patient, label, dataset, source, device, new byte[0], null, origin, refused);
    }

    /** Returns the same scan of another source. */
    public Scan withSource(String other) {
        return new Scan(id, sha256, patient, label, dataset, other, device, bytes, mask, origin, refused);
    }

    /** Returns the same scan with a mask. An empty file counts as none. */
    public Scan withMask(byte[] file) {
        byte[] given = file == null || file.length == 0 ? null : file;
        return new Scan(id, sha256, patient, label, dataset, source, device, bytes, given, origin, refused);
    }

    /** Returns what a record says of its sender. That is never a reason to refuse a scan. */
    private static String device(String text) {
        return HeaderText.problem("device", text).isPresent() ? null : HeaderText.clean(text);
    }

    private static String id(String wanted, String sha256) {
        String id = HeaderText.problem("id", wanted).isPresent() ? null : HeaderText.clean(wanted);
        return StorageKeys.isName(id) ? id : sha256;
    }

    /** Checks that the scan could be read, that label, data set and source are names, and that the first two are there or neither, and that a mask has a label. */
    public void checkMetadata() throws UnacceptableScanException {
        if (refused != null) {
            throw refused;
        }
        checkName("label", label);
        checkName("dataset", dataset);
        checkName("source", source);
        if ((label == null) != (dataset == null)) {
            throw new UnacceptableScanException(
                    RejectionReason.INVALID_METADATA,
                    "The scan has a " + (label == null ? "dataset but no label" : "label but no dataset")
                            + "; send both for a labelled scan, or neither.");
        }
        if (mask != null && label == null) {
            throw new UnacceptableScanException(
                    RejectionReason.INVALID_METADATA,
                    "The scan has a mask but no label; send it with its label and dataset.");
        }
        if (mask != null && mask.length > ScanLimits.MASK) {
            throw new UnacceptableScanException(
                    RejectionReason.INVALID_METADATA,
                    "The mask of the scan has " + mask.length + " bytes, but at most " + ScanLimits.MASK
                            + " (1 MiB) are taken; send it as a PNG.");
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
