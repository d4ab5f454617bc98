package dev.thorax.ingest.record;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Reads scans from the records of {@code thorax.scans} and of the topics of devices. */
public final class ScanRecords {
    /** Most headers of a record, of any name. */
    static final int MAX_HEADERS = 100;

    /** Most bytes in the value of a header of any name but that of the mask. */
    static final int MAX_HEADER_BYTES = 16 << 10;

    /** Begins the names of a CloudEvent's attributes. */
    private static final String EVENT = "ce_";

    private ScanRecords() {}

    /**
     * Returns the scan of a record. A record without a value is a scan of no bytes. One with too many or too long headers, or in a form that
     * is not read, is a scan that is refused. All of these are rejected later.
     */
    public static Scan read(ConsumerRecord<?, byte[]> scan) {
        try {
            check(scan);
            ContentEncoding.checkNone(text(scan, ScanHeaders.CONTENT_ENCODING));
            ScanEnvelope envelope = ScanEnvelope.open(text(scan, CloudEventHeaders.CONTENT_TYPE), bytes(scan));
            return Scan.of(envelope.attributes().or(attributes(scan)), envelope.file(), origin(scan))
                    .withMask(last(scan, ScanHeaders.MASK));
        } catch (UnacceptableScanException e) {
            return refused(scan, e);
        }
    }

    /** Returns the scan of a record of which only the id and the patient are read, because it is refused. */
    public static Scan refused(ConsumerRecord<?, byte[]> scan, UnacceptableScanException why) {
        Scan refused = Scan.refused(text(scan, ScanHeaders.ID), why, bytes(scan), origin(scan))
                .ofPatient(patient(scan));
        return ScanEnvelope.hasAttributes(text(scan, CloudEventHeaders.CONTENT_TYPE))
                ? refused.withoutBytes()
                : refused;
    }

    /** Returns the patient as the device wrote it, or null if the headers are not read or name two. */
    private static String patient(ConsumerRecord<?, ?> scan) {
        try {
            check(scan);
            return attributes(scan).patient();
        } catch (UnacceptableScanException e) {
            return null;
        }
    }

    private static byte[] bytes(ConsumerRecord<?, byte[]> scan) {
        return scan.value() == null ? new byte[0] : scan.value();
    }

    private static String origin(ConsumerRecord<?, ?> scan) {
        return ScanOrigin.of(scan).toString();
    }

    private static ScanAttributes attributes(ConsumerRecord<?, ?> scan) throws UnacceptableScanException {
        ScanAttributes.checkPatients(StreamSupport.stream(scan.headers().spliterator(), false)
                .filter(header -> isNamed(header, ScanHeaders.PATIENT) || isNamed(header, EVENT + ScanHeaders.PATIENT))
                .map(header -> HeaderText.of(header.value()))
                .filter(Objects::nonNull));
        ScanAttributes extensions = new ScanAttributes(
                text(scan, ScanHeaders.ID),
                text(scan, EVENT + ScanHeaders.PATIENT),
                text(scan, EVENT + ScanHeaders.LABEL),
                text(scan, EVENT + ScanHeaders.DATASET),
                text(scan, EVENT + ScanHeaders.SOURCE_EXTENSION),
                text(scan, CloudEventHeaders.SOURCE));
        return extensions.or(new ScanAttributes(
                null,
                text(scan, ScanHeaders.PATIENT),
                text(scan, ScanHeaders.LABEL),
                text(scan, ScanHeaders.DATASET),
                text(scan, ScanHeaders.SOURCE),
                null));
    }

    private static void check(ConsumerRecord<?, ?> scan) throws UnacceptableScanException {
        Optional<String> problem = problem(scan);
        if (problem.isPresent()) {
            throw new UnacceptableScanException(RejectionReason.INVALID_METADATA, problem.get());
        }
    }

    private static Optional<String> problem(ConsumerRecord<?, ?> scan) {
        int count = 0;
        for (Header header : scan.headers()) {
            if (++count > MAX_HEADERS) {
                return Optional.of("The record has more than " + MAX_HEADERS + " headers; send fewer.");
            }
            int most = isNamed(header, ScanHeaders.MASK) ? ScanLimits.MASK : MAX_HEADER_BYTES;
            if (header.value() != null && header.value().length > most) {
                return Optional.of("The record has a header of more than " + most
                        + " bytes; send shorter ones, and the picture as the value.");
            }
        }
        boolean number = HeaderText.isLikeNumber(last(scan, ScanHeaders.PATIENT))
                || HeaderText.isLikeNumber(last(scan, EVENT + ScanHeaders.PATIENT));
        return number
                ? Optional.of("The patient of the scan has four bytes with a blank at an end, which may be a number in"
                        + " binary; send it as text without blanks around it.")
                : Optional.empty();
    }

    private static String text(ConsumerRecord<?, ?> scan, String name) {
        return HeaderText.of(last(scan, name));
    }

    /** Returns the value of the last header of a name. Producers write names in other cases, too, and with dashes as HTTP has them. */
    private static byte[] last(ConsumerRecord<?, ?> scan, String name) {
        Header exact = scan.headers().lastHeader(name);
        if (exact != null) {
            return exact.value();
        }
        return StreamSupport.stream(scan.headers().spliterator(), false)
                .limit(MAX_HEADERS)
                .filter(header -> isNamed(header, name))
                .reduce((first, second) -> second)
                .map(Header::value)
                .orElse(null);
    }

    private static boolean isNamed(Header header, String name) {
        String key = header.key();
        return key.length() == name.length() && key.replace('-', '_').equalsIgnoreCase(name.replace('-', '_'));
    }
}
