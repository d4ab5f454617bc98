package dev.thorax.ingest.record;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.ScanHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScanRecordsTest {
    @Test
    void shouldReadAScanFromValueAndHeaders() {
        ConsumerRecord<String, byte[]> record = record(new byte[] {1, 2});
        add(record, ScanHeaders.ID, "s1");
        add(record, ScanHeaders.PATIENT, "Jane Doe");
        add(record, ScanHeaders.LABEL, "NORMAL");
        add(record, ScanHeaders.DATASET, "set1");

        Scan scan = ScanRecords.read(record);

        assertThat(scan.id()).isEqualTo("s1");
        assertThat(scan.patient()).isEqualTo("Jane Doe");
        assertThat(scan.label()).isEqualTo("NORMAL");
        assertThat(scan.dataset()).isEqualTo("set1");
        assertThat(scan.bytes()).containsExactly(1, 2);
        assertThat(scan.origin()).isEqualTo("thorax.scans-3@17");
    }

    @Test
    void shouldNameAScanByItsBytesIfItHasNoId() {
        Scan scan = ScanRecords.read(record(new byte[] {1, 2}));

        assertThat(scan.id()).isEqualTo(scan.sha256()).hasSize(64);
        assertThat(scan.patient()).isNull();
    }

    @Test
    void shouldReadARecordWithoutAValueAsAScanOfNoBytes() {
        assertThat(ScanRecords.read(record(null)).bytes()).isEmpty();
    }

    @Test
    void shouldTakeTheLastOfSeveralHeaders() {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, ScanHeaders.ID, "first");
        add(record, ScanHeaders.ID, "last");

        assertThat(ScanRecords.read(record).id()).isEqualTo("last");
    }

    @Test
    void shouldRefuseARecordWithAThousandHeaders() {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, ScanHeaders.ID, "s1");
        IntStream.range(0, 1000).forEach(i -> add(record, "header-" + i, "x"));

        Scan scan = ScanRecords.read(record);

        assertThat(scan.id()).isEqualTo("s1");
        assertThatThrownBy(scan::checkMetadata).hasMessage("The record has more than 100 headers; send fewer.");
    }

    @ParameterizedTest
    @ValueSource(strings = {ScanHeaders.ID, ScanHeaders.PATIENT, ScanHeaders.LABEL, "any"})
    void shouldRefuseMegabytesOfBlanksInAHeader(String name) {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        add(record, name, "a" + " ".repeat(8 << 20) + "b");

        assertThatThrownBy(ScanRecords.read(record)::checkMetadata)
                .hasMessageStartingWith("The record has a header of more than 16384 bytes");
    }

    @Test
    void shouldTakeAHeaderWithoutAValueForNone() {
        ConsumerRecord<String, byte[]> record = record(new byte[1]);
        record.headers().add(ScanHeaders.PATIENT, null);

        assertThat(ScanRecords.read(record).patient()).isNull();
    }

    private static ConsumerRecord<String, byte[]> record(byte[] value) {
        return new ConsumerRecord<>("thorax.scans", 3, 17, "key", value);
    }

    private static void add(ConsumerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
