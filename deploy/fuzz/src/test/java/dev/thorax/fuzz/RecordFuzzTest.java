package dev.thorax.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.record.ScanRecords;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads scans from records of {@code thorax.scans}: headers, CloudEvents in JSON, and Base64 text. The input is a {@link Letter}. */
class RecordFuzzTest {
    private static final int MOST_MIB = 64;

    @FuzzTest
    void record(byte[] input) throws Exception {
        Letter letter = Letter.of(input);
        Scan scan = Measured.call(input, MOST_MIB, () -> ScanRecords.read(record(letter)));
        ScanCheck.check(scan);
        assertThat(ScanRecords.read(record(letter)).id()).isEqualTo(scan.id());
    }

    private static ConsumerRecord<String, byte[]> record(Letter letter) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(Topics.SCANS, 0, 0, null, letter.body());
        letter.headers().forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
