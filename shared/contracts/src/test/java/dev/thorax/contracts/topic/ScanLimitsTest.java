package dev.thorax.contracts.topic;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScanLimitsTest {
    private static final int HEADERS = 64 << 10;

    @Test
    void shouldLeaveRoomForHeadersAtEachStep() {
        assertThat(ScanLimits.FILE).isEqualTo(32 << 20);
        assertThat(ScanLimits.SCAN_RECORD).isGreaterThan(ScanLimits.FILE + HEADERS);
        assertThat(ScanLimits.REJECTED_RECORD).isGreaterThan(ScanLimits.FILE + HEADERS);
        assertThat(ScanLimits.REJECTED_REQUEST).isGreaterThan(ScanLimits.REJECTED_RECORD);
    }
}
