package dev.thorax.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.HeaderText;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.record.ScanRecords;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks what holds for each scan, wherever it was read. */
public final class ScanCheck {
    private ScanCheck() {}

    /** Fails if a scan has an unusable id, a wrong digest, or a text that may not go on to other services. */
    public static void check(Scan scan) {
        assertThat(StorageKeys.isName(scan.id())).isTrue();
        if (scan.refused() == null) {
            assertThat(scan.sha256()).isEqualTo(Sha256.of(scan.bytes()));
        } else {
            Sentences.check(scan.refused());
        }
        check(scan.patient());
        check(scan.label());
        check(scan.dataset());
        check(scan.source());
        check(scan.device());
        try {
            scan.checkMetadata();
        } catch (UnacceptableScanException e) {
            Sentences.check(e);
        }
    }

    private static void check(String text) {
        if (text != null) {
            assertThat(text).isNotBlank();
            assertThat(text.length()).isLessThanOrEqualTo(HeaderText.MAX_LENGTH);
            assertThat(text.codePoints().anyMatch(Character::isISOControl)).isFalse();
        }
    }

    /** Fails if an accepted scan is read as another one from the record in which ingest puts an upload on the topic. */
    public static void checkRecordOf(Scan scan) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(Topics.SCANS, 0, 0, scan.id(), scan.bytes());
        add(record, CloudEventHeaders.ID, scan.id());
        add(record, CloudEventHeaders.CONTENT_TYPE, "image/png");
        add(record, ScanHeaders.PATIENT, HeaderText.written(scan.patient()));
        add(record, ScanHeaders.LABEL, scan.label());
        add(record, ScanHeaders.DATASET, scan.dataset());
        add(record, ScanHeaders.SOURCE, scan.source());
        Scan read = ScanRecords.read(record);
        if (read.refused() != null
                || !read.id().equals(scan.id())
                || !Objects.equals(read.patient(), scan.patient())
                || !Objects.equals(read.label(), scan.label())
                || !Objects.equals(read.dataset(), scan.dataset())
                || !Objects.equals(read.source(), scan.source())
                || !Arrays.equals(read.bytes(), scan.bytes())) {
            throw new AssertionError(
                    "The record of an upload is read as another scan than was accepted: " + scan + " became " + read);
        }
    }

    private static void add(ConsumerRecord<?, ?> record, String name, String value) {
        if (value != null) {
            record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
