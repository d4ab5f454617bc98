package dev.thorax.ingest.record;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import dev.thorax.contracts.topic.ScanHeaders;

/** Reads scans from the records of {@code thorax.scans}. */
public final class ScanRecords {
    /** Most headers of a record, of any name. */
    static final int MAX_HEADERS = 100;

    /** Most bytes in the value of a header, of any name. */
    static final int MAX_HEADER_BYTES = 16 << 10;

    private ScanRecords() {}

    /**
     * Returns the scan of a record. A record without a value is a scan of no bytes, and one with too many or too long headers
     * a scan whose metadata cannot be read. Both are rejected later.
     */
    public static Scan read(ConsumerRecord<?, byte[]> scan) {
        return problem(scan)
                .map(problem -> unreadable(scan, problem))
                .orElseGet(() -> Scan.of(
                        text(scan, ScanHeaders.ID),
                        text(scan, ScanHeaders.PATIENT),
                        text(scan, ScanHeaders.LABEL),
                        text(scan, ScanHeaders.DATASET),
                        bytes(scan),
                        origin(scan)));
    }

    /** Returns the scan of a record of which only the id is read, because of {@code problem}. */
    public static Scan unreadable(ConsumerRecord<?, byte[]> scan, String problem) {
        return Scan.unreadable(text(scan, ScanHeaders.ID), problem, bytes(scan), origin(scan));
    }

    private static byte[] bytes(ConsumerRecord<?, byte[]> scan) {
        return scan.value() == null ? new byte[0] : scan.value();
    }

    private static String origin(ConsumerRecord<?, ?> scan) {
        return scan.topic() + "-" + scan.partition() + "@" + scan.offset();
    }

    private static Optional<String> problem(ConsumerRecord<?, ?> scan) {
        int count = 0;
        for (Header header : scan.headers()) {
            if (++count > MAX_HEADERS) {
                return Optional.of("The record has more than " + MAX_HEADERS + " headers; send fewer.");
            }
            if (header.value() != null && header.value().length > MAX_HEADER_BYTES) {
                return Optional.of("The record has a header of more than " + MAX_HEADER_BYTES
                        + " bytes; send shorter ones, and the picture as the value.");
            }
        }
        return Optional.empty();
    }

    private static String text(ConsumerRecord<?, ?> scan, String name) {
        Header header = scan.headers().lastHeader(name);
        return header == null ? null : HeaderText.decode(header.value());
    }
}
