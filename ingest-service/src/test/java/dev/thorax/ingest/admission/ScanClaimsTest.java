package dev.thorax.ingest.admission;

import java.time.Clock;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScanClaimsTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ScanClaims claims = new ScanClaims(store);

    @Test
    void shouldGiveAnIdToTheFirstRecord() throws Exception {
        ScanClaims.Claim claim = claims.claim(scan(1, "thorax.scans-0@7"), "p-1");

        assertThat(claim.isOf(scan(1, "thorax.scans-0@7"))).isTrue();
        assertThat(claim.patient()).isEqualTo("p-1");
    }

    @Test
    void shouldGiveTheIdAgainToTheSameRecordThatIsDeliveredAgain() throws Exception {
        claims.claim(scan(1, "thorax.scans-0@7"), "p-1");

        assertThat(claims.claim(scan(1, "thorax.scans-0@7"), "p-1").isOf(scan(1, "thorax.scans-0@7")))
                .isTrue();
    }

    @Test
    void shouldReturnTheFirstClaimToAnotherRecordWithTheSameBytes() throws Exception {
        claims.claim(scan(1, "thorax.scans-0@7"), "p-1");

        ScanClaims.Claim claim = claims.claim(scan(1, "thorax.scans-0@8"), null);

        assertThat(claim.isOf(scan(1, "thorax.scans-0@8"))).isFalse();
        assertThat(claim.patient()).isEqualTo("p-1");
    }

    @Test
    void shouldRefuseTheIdToAnotherRecordWithOtherBytes() throws Exception {
        claims.claim(scan(1, "thorax.scans-0@7"), null);

        assertThatThrownBy(() -> claims.claim(scan(2, "thorax.scans-0@8"), null))
                .isInstanceOfSatisfying(UnacceptableScanException.class, e -> assertThat(e.reason())
                        .isEqualTo(RejectionReason.ID_TAKEN));
    }

    @Test
    void shouldCheckAnIdWithoutClaimingIt() throws Exception {
        claims.check(scan(1, "POST /scans"));

        assertThat(store.exists(StorageKeys.claim("s1"))).isFalse();
        assertThatCode(() -> claims.claim(scan(2, "thorax.scans-0@8"), null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> claims.check(scan(1, "POST /scans"))).isInstanceOf(UnacceptableScanException.class);
    }

    @Test
    void shouldNotDecideWithoutTheStore() {
        store.failNext(1);

        assertThatThrownBy(() -> claims.claim(scan(1, "thorax.scans-0@7"), null))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private static Scan scan(int bytes, String origin) {
        return Scan.of("s1", null, null, null, new byte[bytes], origin);
    }
}
