package dev.thorax.ingest.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import dev.thorax.contracts.topic.ScanHeaders;

/** Reads scans from the records of {@code thorax.scans}. */
public final class ScanRecords {
    private ScanRecords() {}

    /** Returns the scan of a record. A record without a value is a scan of no bytes, which is rejected later. */
    public static Scan read(ConsumerRecord<?, byte[]> scan) {
        return Scan.of(
                text(scan, ScanHeaders.ID),
                text(scan, ScanHeaders.PATIENT),
                text(scan, ScanHeaders.LABEL),
                text(scan, ScanHeaders.DATASET),
                scan.value() == null ? new byte[0] : scan.value(),
                scan.topic() + "-" + scan.partition() + "@" + scan.offset());
    }

    private static String text(ConsumerRecord<?, ?> scan, String name) {
        Header header = scan.headers().lastHeader(name);
        return header == null ? null : HeaderText.decode(header.value());
    }
}
