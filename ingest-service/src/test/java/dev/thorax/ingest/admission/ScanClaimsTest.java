package dev.thorax.ingest.admission;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.json.Json;
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
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final FakeScanHistory kafka = new FakeScanHistory();
    private final PublishedScans published = new PublishedScans(store);
    private final ScanClaims claims = ClaimsFixture.claims(store, kafka, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void compareTheKeys() throws Exception {
        claims.check(scan(1, null, 0));
    }

    @Test
    void shouldLetTheFirstRecordPublish() {
        assertThat(claim(1, "Jane Doe", 7))
                .isEqualTo(new ScanClaims.Claimed(ClaimsFixture.PSEUDONYMS.of("Jane Doe"), null, true));
    }

    @Test
    void shouldLetTheSameRecordPublishAfterACrashBeforeTheCommit() {
        claim(1, null, 7);

        assertThat(claim(1, null, 7).publishes()).isTrue();
    }

    @Test
    void shouldLetNoOtherRecordPublishWhileTheFirstIsStillToCome() {
        claim(1, null, 7);

        assertThat(claim(1, null, 8).publishes()).isFalse();
        assertThat(claim(1, null, 7).publishes()).isTrue();
    }

    @Test
    void shouldLetNothingPublishAgainAfterTheCommit() {
        publishAndMark(7);

        assertThat(claim(1, null, 8).publishes()).isFalse();
        kafka.loseOffsets();
        assertThat(claim(1, null, 7).publishes()).isFalse();
        assertThat(kafka.searches()).isEmpty();
    }

    @Test
    void shouldFindTheEventAfterACrashBetweenTheCommitAndTheMark() {
        claim(1, null, 7);
        kafka.commit(7, "s1", NOW.plusSeconds(1));

        assertThat(claim(1, null, 8).publishes()).isFalse();
        assertThat(published.isMarked(scan(1, null, 8).sha256(), "s1", kafka.topics()))
                .isTrue();
        assertThat(kafka.searches()).containsExactly(NOW);
    }

    @Test
    void shouldFindTheEventIfTheOffsetsAreLostBeforeTheMark() {
        claim(1, null, 7);
        kafka.commit(7, "s1", NOW.plusSeconds(1));
        kafka.loseOffsets();

        assertThat(claim(1, null, 7).publishes()).isFalse();
    }

    @Test
    void shouldFinishAClaimWhoseRecordLeftTheTopic() {
        claim(1, null, 7);
        kafka.retainFrom(100);
        kafka.commit(120);

        assertThat(claim(1, null, 150).publishes()).isTrue();
        assertThat(claim(1, null, 151).publishes()).isFalse();
        assertThat(claim(1, null, 150).publishes()).isTrue();
    }

    @Test
    void shouldFinishAClaimWhoseRecordWasSkippedByAnOperator() {
        claim(1, null, 7);
        kafka.commit(50);

        assertThat(claim(1, null, 60).publishes()).isTrue();
    }

    @Test
    void shouldPublishOnceAfterKafkaWasMadeAnew() {
        publishAndMark(7);
        kafka.makeAnew();

        assertThat(claim(1, null, 3).publishes()).isTrue();
        assertThat(claim(1, null, 4).publishes()).isFalse();
        kafka.commit(3, "s1", NOW.plusSeconds(9));
        published.mark(scan(1, null, 3).sha256(), "s1", null, kafka.topics());
        assertThat(claim(1, null, 5).publishes()).isFalse();
        kafka.loseOffsets();
        assertThat(claim(1, null, 3).publishes()).isFalse();
        assertThat(kafka.searches()).isEmpty();
    }

    @Test
    void shouldPublishWhatKafkaLostBeforeItsCommit() {
        claim(1, null, 7);
        kafka.makeAnew();

        assertThat(claim(1, null, 3).publishes()).isTrue();
    }

    @Test
    void shouldPublishTheRecordThatHasTheSamePlaceInANewKafka() {
        publishAndMark(7);
        kafka.makeAnew();

        assertThat(claim(1, null, 7).publishes()).isTrue();
        assertThat(claim(1, null, 7).publishes()).isTrue();
        assertThat(claim(1, null, 8).publishes()).isFalse();
    }

    @Test
    void shouldPublishAScanOnceThatComesOnTheCommonTopicAndOnThatOfTheDevice() {
        assertThat(claimOf("thorax.scans.room-3-0@7").publishes()).isTrue();

        assertThat(claimOf("thorax.scans-0@7").publishes()).isFalse();
        assertThat(claimOf("thorax.scans.room-3-0@7").publishes()).isTrue();
        assertThat(Json.read(store.get(StorageKeys.claim("s1")), ScanClaim.class)
                        .scans())
                .isEqualTo("room-1");
    }

    @Test
    void shouldPublishWhatADeviceSendsAgainAfterItsTopicWasDeleted() {
        assertThat(claimOf("thorax.scans.room-4-0@7").publishes()).isTrue();
        kafka.commit(7);

        assertThat(claimOf("thorax.scans-0@9").publishes()).isTrue();
    }

    @Test
    void shouldPublishOnceAfterEachLossOfKafka() {
        for (int loss = 0; loss < 3; loss++) {
            kafka.makeAnew();
            assertThat(claim(1, null, 20 + loss).publishes()).isTrue();
            kafka.commit(20 + loss, "s1", NOW.plusSeconds(loss));
            assertThat(claim(1, null, 40).publishes()).isFalse();
        }
    }

    @Test
    void shouldSearchTheEventOfAClaimOfAnEarlierRelease() {
        String sha256 = scan(1, null, 7).sha256();
        store.put(
                StorageKeys.claim("s1"),
                Json.write(Map.of("origin", "thorax.scans-0@7", "sha256", sha256)),
                "application/json");

        assertThat(claim(1, null, 7).publishes()).isTrue();
        kafka.commit(7, "s1", NOW);
        assertThat(claim(1, null, 8).publishes()).isFalse();
        kafka.makeAnew();
        kafka.commit(7);
        assertThat(claim(1, null, 9).publishes()).isTrue();
    }

    @Test
    void shouldRefuseTheIdToAnotherRecordWithOtherBytes() {
        claim(1, null, 7);

        assertThatThrownBy(() -> claims.claim(scan(2, null, 8), null, kafka.topics()))
                .isInstanceOfSatisfying(UnacceptableScanException.class, e -> assertThat(e.reason())
                        .isEqualTo(RejectionReason.ID_TAKEN));
    }

    @ParameterizedTest
    @CsvSource({"Jane Doe, John Doe, another patient", ", John Doe, without a patient"})
    void shouldRefuseAnotherPatient(String before, String now, String why) {
        claim(1, before, 7);

        for (boolean marked : new boolean[] {false, true}) {
            if (marked) {
                published.mark(scan(1, null, 7).sha256(), "s1", null, kafka.topics());
            }
            assertThatThrownBy(() -> claims.claim(scan(1, now, 8), null, kafka.topics()))
                    .isInstanceOfSatisfying(UnacceptableScanException.class, e -> assertThat(e.reason())
                            .isEqualTo(RejectionReason.PATIENT_DIFFERS))
                    .hasMessageContaining(why)
                    .hasMessageContaining("under another id")
                    .hasMessageNotContaining("Doe");
        }
        assertThatThrownBy(() -> claims.check(scan(1, now, 8))).isInstanceOf(UnacceptableScanException.class);
    }

    @Test
    void shouldKeepThePatientIfTheScanComesAgainWithoutOne() {
        claim(1, "Jane Doe", 7);

        assertThat(claim(1, null, 8).patient()).isEqualTo(ClaimsFixture.PSEUDONYMS.of("Jane Doe"));
        assertThat(claim(1, "Jane Doe", 9).publishes()).isFalse();
    }

    @Test
    void shouldTakeAPseudonymOfAnEarlierReleaseForTheSamePatient() {
        String before = ClaimsFixture.PSEUDONYMS.of("Jane Doe").replace("p1-", "p-");
        store.put(
                StorageKeys.claim("s1"),
                Json.write(new ScanClaim(
                        "thorax.scans-0@7", scan(1, null, 7).sha256(), before, null, null, null, null, null)),
                "application/json");

        assertThat(claim(1, "Jane Doe", 7).patient()).isEqualTo(before);
    }

    @Test
    void shouldCheckAnIdWithoutClaimingIt() throws Exception {
        claims.check(scan(1, null, 1));

        assertThat(store.exists(StorageKeys.claim("s1"))).isFalse();
        assertThatCode(() -> claim(2, null, 8)).doesNotThrowAnyException();
        assertThatThrownBy(() -> claims.check(scan(1, null, 1))).isInstanceOf(UnacceptableScanException.class);
    }

    @Test
    void shouldNotDecideWithoutTheStore() {
        store.failNext(1);

        assertThatThrownBy(() -> claims.claim(scan(1, null, 7), null, kafka.topics()))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private void publishAndMark(long offset) {
        claim(1, null, offset);
        kafka.commit(offset, "s1", NOW.plusSeconds(1));
        published.mark(scan(1, null, offset).sha256(), "s1", null, kafka.topics());
    }

    private ScanClaims.Claimed claim(int bytes, String patient, long offset) {
        try {
            return claims.claim(scan(bytes, patient, offset), null, kafka.topics());
        } catch (UnacceptableScanException e) {
            throw new AssertionError(e);
        }
    }

    private ScanClaims.Claimed claimOf(String origin) {
        try {
            return claims.claim(Scan.of("s1", null, null, null, new byte[1], origin), null, kafka.topics());
        } catch (UnacceptableScanException e) {
            throw new AssertionError(e);
        }
    }

    private static Scan scan(int bytes, String patient, long offset) {
        return Scan.of("s1", patient, null, null, new byte[bytes], "thorax.scans-0@" + offset);
    }
}
