package dev.thorax.ingest.sweep;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ContentScan;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.FakeScanHistory;
import dev.thorax.ingest.admission.PublishedScans;
import dev.thorax.ingest.admission.ScanPointers;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PointerSweepTest {
    private static final Instant BEGUN = Instant.parse("2026-11-26T05:00:00Z");
    private static final String DIGITS = "0123456789abcdef";

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final FakeScanHistory kafka = new FakeScanHistory();
    private final PointerSweep sweep = new PointerSweep(
            store, new ScanPointers(store), new PublishedScans(store), kafka, Clock.fixed(BEGUN, ZoneOffset.UTC));

    @Test
    void shouldMakeThePointersOfAScanOfAnEarlierRelease() {
        claim("a", "aa", "p-" + DIGITS);
        claim("b", "bb", null);
        put(StorageKeys.diagnosis("b"));

        sweepAll();

        assertThat(store.exists(StorageKeys.patientScan("p1-" + DIGITS, "a"))).isTrue();
        assertThat(content("aa", "a")).isEqualTo(new ContentScan("a", "p-" + DIGITS, null));
        assertThat(content("bb", "b"))
                .isEqualTo(new ContentScan("b", null, kafka.topics().stored()));
    }

    @Test
    void shouldLeaveTheMarkOfAPublishedScan() {
        claim("a", "aa", null);
        ContentScan marked = new ContentScan("a", null, "another topic");
        store.put(StorageKeys.contentScan("aa", "a"), Json.write(marked), "application/json");

        sweepAll();

        assertThat(content("aa", "a")).isEqualTo(marked);
    }

    @Test
    void shouldGoPageByPageAndContinueAfterAFailure() {
        for (int i = 0; i < 700; i++) {
            claim("s%04d".formatted(i), "aa", null);
            put(StorageKeys.original("s%04d".formatted(i)));
        }

        assertThat(sweep.next()).as("no events").isTrue();
        assertThat(sweep.next()).isTrue();
        assertThat(store.list(StorageKeys.contentScans("aa"))).hasSize(500);
        store.failNext(1);
        assertThatThrownBy(sweep::next).isInstanceOf(StoreUnavailableException.class);
        assertThat(sweep.next()).isFalse();
        assertThat(store.list(StorageKeys.contentScans("aa"))).hasSize(700);
        assertThat(sweep.next()).isFalse();
        assertThat(Json.read(store.get(StorageKeys.pointerSweep()), PointerSweep.Progress.class)
                        .made())
                .isEqualTo(700);
    }

    /** As releases before the version wrote it when they had ended. */
    @Test
    void shouldSweepABucketAgainThatAnEarlierReleaseHasSwept() {
        claim("a", "aa", "p-" + DIGITS);
        kafka.store("a", "aa", "p-" + DIGITS);
        sweepAll();
        String done = new String(store.get(StorageKeys.pointerSweep()), StandardCharsets.UTF_8);
        String before = done.replaceFirst("\"version\":[0-9]+,", "");
        assertThat(before).isNotEqualTo(done).contains("\"done\":true");
        store.put(StorageKeys.pointerSweep(), before.getBytes(StandardCharsets.UTF_8), "application/json");
        store.delete(StorageKeys.patientScan("p1-" + DIGITS, "a"));

        assertThat(sweep.isDone()).isFalse();
        sweepAll();

        assertThat(store.exists(StorageKeys.patientScan("p1-" + DIGITS, "a"))).isTrue();
        assertThat(sweep.isDone()).isTrue();
    }

    @Test
    void shouldLeaveAnErasedScanErased() {
        byte[] erased = Json.write(new ErasedScan(BEGUN));
        store.put(StorageKeys.claim("a"), erased, "application/json");
        kafka.store("a", "aa", "p-" + DIGITS);

        sweepAll();

        assertThat(store.get(StorageKeys.claim("a"))).isEqualTo(erased);
        assertThat(store.list("contents/")).isEmpty();
    }

    @Test
    void shouldSkipAScanWhoseClaimCannotBeRead() {
        put(StorageKeys.claim("a"));
        claim("b", "bb", null);

        sweepAll();

        assertThat(store.list("contents/")).containsExactly(StorageKeys.contentScan("bb", "b"));
    }

    @Test
    void shouldPointFromThePatientAlsoIfTheEventIsInKafka() {
        claim("a", "aa", "p-" + DIGITS);
        kafka.store("a", "aa", "p-" + DIGITS);

        sweepAll();

        assertThat(store.list("patients/")).containsExactly(StorageKeys.patientScan("p1-" + DIGITS, "a"));
    }

    @Test
    void shouldMarkTheScansWhoseEventsAreInKafka() {
        for (int i = 0; i < 2 * FakeScanHistory.PAGE + 1; i++) {
            claim("s" + i, "aa", null);
            kafka.store("s" + i, "aa", null);
        }
        kafka.store("../s", "aa", null);

        assertThat(sweep.next()).isTrue();
        assertThat(store.list("contents/")).hasSize(FakeScanHistory.PAGE);
        sweepAll();

        assertThat(store.list("contents/"))
                .hasSize(2 * FakeScanHistory.PAGE + 1)
                .allSatisfy(key -> assertThat(
                                Json.read(store.get(key), ContentScan.class).published())
                        .isEqualTo(kafka.topics().stored()));
    }

    @Test
    void shouldDateTheClaimsOfAnEarlierReleaseSoThatNoEventIsLookedForBefore() {
        claim("a", "aa", null);

        sweepAll();

        Map<?, ?> claim = Json.read(store.get(StorageKeys.claim("a")), Map.class);
        assertThat(claim.get("claimedAt")).isEqualTo(BEGUN.toString());
        assertThat(claim.get("stored")).isEqualTo(kafka.topics().stored());
        assertThat(claim.get("origin")).isEqualTo("thorax.scans-0@1");
    }

    @Test
    void shouldBeginAnewIfKafkaIsMadeAnewInBetween() {
        claim("a", "aa", null);
        kafka.store("a", "aa", null);
        sweep.next();
        kafka.makeAnew();
        claim("b", "bb", null);
        kafka.store("b", "bb", null);

        sweepAll();

        assertThat(content("bb", "b").published()).isEqualTo(kafka.topics().stored());
        assertThat(content("aa", "a").published()).isNotEqualTo(kafka.topics().stored());
    }

    private void sweepAll() {
        while (sweep.next()) {
            assertThat(store.exists(StorageKeys.pointerSweep())).isTrue();
        }
    }

    private ContentScan content(String sha256, String scanId) {
        return Json.read(store.get(StorageKeys.contentScan(sha256, scanId)), ContentScan.class);
    }

    private void claim(String scanId, String sha256, String patient) {
        Map<String, String> claim = new HashMap<>(Map.of("origin", "thorax.scans-0@1", "sha256", sha256));
        if (patient != null) {
            claim.put("patient", patient);
        }
        store.put(StorageKeys.claim(scanId), Json.write(claim), "application/json");
    }

    private void put(String key) {
        store.put(key, "x".getBytes(StandardCharsets.UTF_8), "application/json");
    }
}
