package dev.thorax.contracts.topic;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.EventType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class CloudEventHeadersTest {
    @Test
    void shouldDescribeAnEventAsBinaryCloudEvent() {
        assertThat(CloudEventHeaders.event(EventType.DIAGNOSIS, "scan-1", "id-1", "/thorax/inference", Instant.EPOCH))
                .containsOnly(
                        entry("ce_specversion", "1.0"),
                        entry("ce_id", "id-1"),
                        entry("ce_source", "/thorax/inference"),
                        entry("ce_type", "dev.thorax.diagnosis.v2"),
                        entry("ce_subject", "scan-1"),
                        entry("ce_time", "1970-01-01T00:00:00Z"),
                        entry("content-type", "application/json"));
    }

    @Test
    void shouldDescribeAScan() {
        assertThat(CloudEventHeaders.scan("scan-1", "/device/7", Instant.EPOCH))
                .containsOnly(
                        entry("ce_specversion", "1.0"),
                        entry("ce_id", "scan-1"),
                        entry("ce_source", "/device/7"),
                        entry("ce_type", "dev.thorax.scan.v1"),
                        entry("ce_time", "1970-01-01T00:00:00Z"));
    }
}
