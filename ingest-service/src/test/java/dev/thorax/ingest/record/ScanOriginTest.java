package dev.thorax.ingest.record;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScanOriginTest {
    @ParameterizedTest
    @CsvSource({
        "thorax.scans-2@17, thorax.scans, 2, 17",
        "thorax.scans.room-3-0@17, thorax.scans.room-3, 0, 17",
        "thorax.scans.room-3@17, thorax.scans.room, 3, 17"
    })
    void shouldReadThePlaceOfARecord(String text, String topic, int partition, long offset) {
        ScanOrigin origin = ScanOrigin.parse(text).orElseThrow();

        assertThat(origin).isEqualTo(new ScanOrigin(new TopicPartition(topic, partition), offset));
        assertThat(origin).hasToString(text);
    }

    @Test
    void shouldKnowTheSenderOfAScanByTheTopicOnly() {
        assertThat(scan("thorax.scans.room-3-0@17").sender()).hasValue("room-3");
        assertThat(scan("thorax.scans-0@17").sender()).isEmpty();
        assertThat(scan("thorax.scans.stored-0@17").sender()).isEmpty();
        assertThat(scan("POST /scans").sender()).isEmpty();
    }

    private static Scan scan(String origin) {
        return Scan.of("s1", null, null, null, new byte[1], origin);
    }
}
