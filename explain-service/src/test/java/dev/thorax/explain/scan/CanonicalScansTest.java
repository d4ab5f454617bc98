package dev.thorax.explain.scan;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CanonicalScansTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final CanonicalScans scans = new CanonicalScans(fixture.store);

    @Test
    void shouldReturnTheStoredImage() {
        fixture.scan("scan-1");

        byte[] png = scans.png("scan-1");

        assertThat(png).isEqualTo(fixture.store.get(StorageKeys.image("scan-1")));
        assertThat(CanonicalScans.decode(png).width()).isEqualTo(64);
    }

    @Test
    void shouldRefuseAnUnknownScanAndADamagedImage() {
        assertReason(() -> scans.png("gone"), Reason.UNKNOWN_SCAN);
        assertReason(() -> scans.png("../x"), Reason.UNKNOWN_SCAN);
        assertReason(() -> CanonicalScans.decode(new byte[] {1}), Reason.UNUSABLE_SCAN);
    }

    private static void assertReason(Runnable read, Reason reason) {
        assertThatThrownBy(read::run).isInstanceOfSatisfying(ExplanationException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }
}
