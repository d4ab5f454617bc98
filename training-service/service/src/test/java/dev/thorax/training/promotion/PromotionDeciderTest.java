package dev.thorax.training.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ComparisonResult;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.promotion.PromotionDecision.Outcome;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromotionDeciderTest {
    private static final String PRODUCTION = Slot.PRODUCTION.wireName();
    private static final WorkerMessage BEATS =
            WorkerMessage.of(ComparisonResult.promoted(Basis.COMPARISON, "It beats the other one."));

    private final PromotionTestBed bed = new PromotionTestBed();

    @Test
    void shouldPromoteByAWordWithoutAWorkerWhileAComparisonRuns() {
        bed.version("old", null);
        bed.version("new", 0.2);
        bed.serves("serving");
        assertThat(bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "new", null, null)))
                .isEmpty();

        PromotionDecision decision = bed.decide(PromotionTestBed.request("p-2", PRODUCTION, "old", "Ada", "Back"))
                .orElseThrow();

        assertThat(decision.outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(decision.basis()).isEqualTo(Basis.WORD);
        assertThat(decision.digest())
                .isEqualTo(Sha256.of(
                        bed.store.get(StorageKeys.bundleFile(PromotionTestBed.MODEL, "old", Manifest.MANIFEST))));
        assertThat(bed.orders()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldPromoteALungFinderToNoSlotNotEvenByAWord(Slot slot) {
        bed.lungFinder("lungs");

        PromotionDecision alone = bed.decide(PromotionTestBed.request("p-1", slot.wireName(), "lungs", null, null))
                .orElseThrow();
        PromotionDecision ordered = bed.decide(
                        PromotionTestBed.request("p-2", slot.wireName(), "lungs", "Ada", "Try it"))
                .orElseThrow();

        assertThat(List.of(alone, ordered)).allSatisfy(decision -> {
            assertThat(decision.outcome()).isEqualTo(Outcome.DECLINED);
            assertThat(decision.reason())
                    .contains("cannot serve, so it is not promoted: It finds lungs and names no diagnosis");
        });
    }

    @Test
    void shouldPromoteByAWordAtOnceWhileManyComparisonsAreOpen() {
        bed.version("old", null);
        bed.serves("serving");
        for (int i = 0; i < 100; i++) {
            bed.version("new-" + i, 0.2);
            assertThat(bed.decide(PromotionTestBed.request("p-" + i, PRODUCTION, "new-" + i, null, null)))
                    .isEmpty();
        }

        PromotionDecision decision = bed.decide(PromotionTestBed.request("back", PRODUCTION, "old", "Ada", "Back"))
                .orElseThrow();

        assertThat(decision.basis()).isEqualTo(Basis.WORD);
        assertThat(bed.orders()).hasSize(100);
    }

    @Test
    void shouldPromoteByAWordAlsoIfAnotherDecisionCannotBeRead() {
        bed.version("new", 0.2);
        bed.store.put(StorageKeys.promotion("torn"), "{".getBytes(UTF_8), "application/json");

        PromotionDecision decision = bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "new", "Ada", "Better"))
                .orElseThrow();

        assertThat(decision.outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(bed.decider.records(decision)).hasSize(1);
    }

    @Test
    void shouldDecideNothingForGoodAfterAnErrorOfTheProgram() {
        bed.version("new", 0.2);
        PromotionRequested request = PromotionTestBed.request("p-1", PRODUCTION, "new", "Ada", "Better");
        bed.store.beforeEachCall(call -> {
            if (call.endsWith(Manifest.MANIFEST)) {
                throw new IllegalStateException("the test lets this call fail");
            }
        });

        assertThatThrownBy(() -> bed.decide(request)).isInstanceOf(IllegalStateException.class);

        bed.store.beforeEachCall(call -> {});
        assertThat(bed.decide(request).orElseThrow().outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAVersionThatIsNotSignedRightly(Forgery forgery) {
        bed.version("v1", 0.2);
        bed.version("v2", 0.2);
        forgery.make(bed.store);

        for (String slot : List.of(PRODUCTION, Slot.CANDIDATE.wireName())) {
            for (String by : new String[] {null, "Ada"}) {
                PromotionRequested request =
                        PromotionTestBed.request("p-" + slot + by, slot, "v1", by, by == null ? null : "Back to it");

                PromotionDecision decision = bed.decide(request).orElseThrow();

                assertThat(decision.outcome()).isEqualTo(Outcome.DECLINED);
                assertThat(decision.reason())
                        .startsWith("Version v1 of m cannot serve, so it is not promoted: ")
                        .contains(forgery.sentence);
            }
        }
        assertThat(bed.orders()).isEmpty();
    }

    /** What may have become of the signature of v1. */
    private enum Forgery {
        NONE("Version v1 of m is not signed", (store, key) -> store.delete(key)),
        TRUNCATED("has 63 bytes and not 64", (store, key) -> put(store, key, Arrays.copyOf(store.get(key), 63))),
        EXTENDED("has more than 64 bytes", (store, key) -> put(store, key, Arrays.copyOf(store.get(key), 65))),
        OF_ANOTHER_VERSION(
                "No trusted key has signed",
                (store, key) -> put(store, key, store.get(StorageKeys.signature(PromotionTestBed.MODEL, "v2")))),
        OF_AN_UNKNOWN_KEY(
                "No trusted key has signed",
                (store, key) ->
                        put(store, key, SigningKeyPair.generate().signing().sign(digest(store)))),
        CHANGED_MANIFEST("No trusted key has signed", (store, key) -> {
            String manifest = StorageKeys.bundleFile(PromotionTestBed.MODEL, "v1", Manifest.MANIFEST);
            put(store, manifest, (new String(store.get(manifest), UTF_8) + " ").getBytes(UTF_8));
        });

        private final String sentence;
        private final BiConsumer<ObjectStore, String> change;

        Forgery(String sentence, BiConsumer<ObjectStore, String> change) {
            this.sentence = sentence;
            this.change = change;
        }

        void make(ObjectStore store) {
            change.accept(store, StorageKeys.signature(PromotionTestBed.MODEL, "v1"));
        }

        private static void put(ObjectStore store, String key, byte[] bytes) {
            store.put(key, bytes, "application/octet-stream");
        }

        private static String digest(ObjectStore store) {
            return Sha256.of(store.get(StorageKeys.bundleFile(PromotionTestBed.MODEL, "v1", Manifest.MANIFEST)));
        }
    }

    @Test
    void shouldDecideByTheResultOfAWorkersComparison() {
        bed.version("new", 0.2);
        bed.serves("serving");
        PromotionRequested request = PromotionTestBed.request("p-1", PRODUCTION, "new", null, null);
        assertThat(bed.decide(request)).isEmpty();
        assertThat(bed.decide(request)).isEmpty();
        JobOrder order = bed.orders().get(0);
        assertThat(bed.orders()).hasSize(1);
        assertThat(order.comparison().promoted()).isEqualTo(bed.newestFirst);

        bed.close(order, BEATS);

        assertThat(bed.published).hasSize(1);
        PromotionRequested again = Json.read(bed.published.get(0).getPayload(), PromotionRequested.class);
        assertThat(again).isEqualTo(request);
        PromotionDecision decision = bed.decide(again).orElseThrow();
        assertThat(decision.basis()).isEqualTo(Basis.COMPARISON);
        assertThat(decision.reason()).isEqualTo("It beats the other one.");
        assertThat(bed.store.list("runs/")).isEmpty();
        assertThat(bed.store.list("comparisons/")).isEmpty();
    }

    @Test
    void shouldCompareAgainIfAnotherVersionServesWhenTheComparisonEnds() {
        bed.version("new", 0.2);
        bed.serves("first");
        PromotionRequested request = PromotionTestBed.request("p-1", PRODUCTION, "new", null, null);
        bed.decide(request);
        JobOrder first = bed.orders().get(0);
        bed.clock.advance(Duration.ofMinutes(1));
        bed.serves("second");

        bed.close(first, BEATS);
        assertThat(bed.decide(request)).isEmpty();

        JobOrder second = bed.orders().get(0);
        assertThat(second.comparison().promoted().get(0).version()).isEqualTo("second");
        bed.close(second, WorkerMessage.of(ComparisonResult.declined("It does not beat the other one.")));
        assertThat(bed.decide(request))
                .hasValueSatisfying(decision -> assertThat(decision.outcome()).isEqualTo(Outcome.DECLINED));
    }

    @Test
    void shouldDeclineWhatAWorkerCouldNotCompare() {
        bed.version("new", 0.2);
        bed.serves("serving");
        PromotionRequested request = PromotionTestBed.request("p-1", PRODUCTION, "new", null, null);
        bed.decide(request);

        bed.close(bed.orders().get(0), WorkerMessage.failed("The comparison ran out of heap (1g)."));

        assertThat(bed.decide(request)).hasValueSatisfying(decision -> assertThat(decision.reason())
                .contains("could not be compared with the one in production")
                .contains("The comparison ran out of heap (1g).")
                .endsWith("by an explicit word (by and why)."));
    }

    @Test
    void shouldPublishNothingOfAComparisonWhosePromotionIsDecided() {
        bed.version("new", 0.2);
        bed.serves("serving");
        bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "new", null, null));
        JobOrder order = bed.orders().get(0);
        bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "new", "Ada", "Now"));

        assertThat(bed.jobs.settled(order)).isPresent();
        bed.close(order, BEATS);

        assertThat(bed.published).isEmpty();
        assertThat(bed.store.list("comparisons/")).isEmpty();
    }

    @Test
    void shouldDecideWithoutAWorkerWhatTheManifestDecides() {
        bed.version("audited", 0.2);
        bed.version("shortcut", 0.01);

        assertThat(bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "shortcut", null, null)))
                .hasValueSatisfying(decision -> assertThat(decision.reason()).contains("best shortcut control"));
        assertThat(bed.decide(PromotionTestBed.request("p-2", PRODUCTION, "audited", null, null)))
                .hasValueSatisfying(decision -> assertThat(decision.basis()).isEqualTo(Basis.EMPTY_SLOT));
        bed.serves("audited");
        assertThat(bed.decide(PromotionTestBed.request("p-3", PRODUCTION, "audited", null, null)))
                .hasValueSatisfying(
                        decision -> assertThat(decision.reason()).endsWith("serves in production already."));
        assertThat(bed.decide(PromotionTestBed.request("p-4", Slot.CANDIDATE.wireName(), "shortcut", null, null)))
                .hasValueSatisfying(decision -> assertThat(decision.basis()).isEqualTo(Basis.TRIAL));
        assertThat(bed.orders()).isEmpty();
    }

    @Test
    void shouldPromoteNothingThatIsNotWhole() {
        bed.version("torn", 0.2);
        bed.put("torn", Manifest.MODEL, "torn".getBytes(UTF_8).clone());
        bed.put("torn", Manifest.MODEL, new byte[1]);

        assertThat(bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "torn", "Ada", "It must.")))
                .hasValueSatisfying(decision -> assertThat(decision.reason())
                        .startsWith("Version torn of m cannot serve, so it is not promoted: ")
                        .contains("its SHA-256 differs"));
        assertThat(bed.decide(PromotionTestBed.request("p-2", PRODUCTION, "none", "Ada", "It must.")))
                .hasValueSatisfying(
                        decision -> assertThat(decision.reason()).contains("The object store holds no manifest.json"));
    }

    @Test
    void shouldGiveTheSameDecisionToARequestThatComesAgain() {
        bed.version("a", 0.2);
        PromotionRequested request = PromotionTestBed.request("p-1", PRODUCTION, "a", "Ada", "First");
        PromotionDecision first = bed.decide(request).orElseThrow();
        bed.clock.advance(Duration.ofHours(1));

        assertThat(bed.decide(request)).contains(first);
    }

    @Test
    void shouldNotPutAnOlderVersionBackAfterCompactionHasRemovedItsPromotion() {
        bed.version("a", 0.2);
        bed.version("b", 0.2);
        PromotionRequested older = PromotionTestBed.request("p-1", PRODUCTION, "a", "Ada", "First");
        PromotionRequested newer = PromotionTestBed.request("p-2", PRODUCTION, "b", "Ada", "Second");
        assertThat(bed.decider.records(bed.decide(older).orElseThrow())).hasSize(1);
        assertThat(bed.decider.records(bed.decide(newer).orElseThrow())).hasSize(1);

        // The bed's log knows of no event, as a log that was compacted.
        assertThat(bed.decider.records(bed.decide(older).orElseThrow())).isEmpty();
        assertThat(bed.decider.records(bed.decide(newer).orElseThrow())).hasSize(1);
    }

    @Test
    void shouldNotPutAVersionBackAfterAnotherOneWasPromotedPastTheService() {
        bed.version("a", 0.2);
        PromotionDecision decision = bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "a", "Ada", "First"))
                .orElseThrow();
        bed.clock.advance(Duration.ofMinutes(1));
        bed.serves("from another tool");

        assertThat(bed.decider.records(decision)).isEmpty();
    }

    @Test
    void shouldNotEmptyTheSlotAgainAfterItWasFilled() {
        bed.version("a", 0.2);
        String slot = Slot.CANDIDATE.wireName();
        PromotionRequested empty = new PromotionRequested("p-1", slot, null, null, "Ada", "End", Instant.EPOCH);
        assertThat(bed.decider.records(bed.decide(empty).orElseThrow())).hasSize(1);
        bed.decide(PromotionTestBed.request("p-2", slot, "a", null, null));

        assertThat(bed.decider.records(bed.decide(empty).orElseThrow())).isEmpty();
    }

    @Test
    void shouldPublishALaterDecisionAlsoIfItsClockIsBehind() {
        bed.version("a", 0.2);
        bed.version("b", 0.2);
        PromotionDecision first = bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "a", "Ada", "First"))
                .orElseThrow();
        bed.clock.advance(Duration.ofHours(-1));

        PromotionDecision second = bed.decide(PromotionTestBed.request("p-2", PRODUCTION, "b", "Ada", "Second"))
                .orElseThrow();

        assertThat(second.decidedAt()).isAfter(first.decidedAt());
        assertThat(bed.decider.records(second)).hasSize(1);
        assertThat(bed.decider.records(first)).isEmpty();
    }

    @Test
    void shouldCompareWithTheVersionsOfTheDecisionsIfTheLogHasLostThem() {
        bed.version("old", 0.2);
        bed.version("new", 0.3);
        bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "old", "Ada", "First"));
        bed.clock.advance(Duration.ofDays(400));

        assertThat(bed.decide(PromotionTestBed.request("p-2", PRODUCTION, "new", null, null)))
                .isEmpty();

        assertThat(bed.orders()).singleElement().satisfies(order -> assertThat(
                        order.comparison().promoted().get(0).version())
                .isEqualTo("old"));
    }

    @Test
    void shouldCompareWithANewerDecisionThatTheLogDoesNotShowYet() {
        bed.version("second", 0.2);
        bed.version("new", 0.3);
        bed.serves("first");
        bed.clock.advance(Duration.ofSeconds(1));
        PromotionDecision second = bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "second", "Ada", "Newer"))
                .orElseThrow();

        assertThat(comparedWith("p-2")).containsExactly("second", "first");
        // An older promotion of another tool is on the topic behind the newer one.
        bed.serves("tool");
        bed.newestFirst.add(1, second.toPromoted());
        assertThat(comparedWith("p-3")).containsExactly("tool", "second", "first");
    }

    private List<String> comparedWith(String id) {
        assertThat(bed.decide(PromotionTestBed.request(id, PRODUCTION, "new", null, null)))
                .isEmpty();
        return bed.orders().stream()
                .map(JobOrder::comparison)
                .filter(order -> order.request().promotionId().equals(id))
                .flatMap(order -> order.promoted().stream())
                .map(ModelPromoted::version)
                .toList();
    }

    @Test
    void shouldDecideNothingWhileTheStoreIsAway() {
        bed.version("a", 0.2);
        bed.store.failNext(1);

        assertThatThrownBy(() -> bed.decide(PromotionTestBed.request("p-1", PRODUCTION, "a", "Ada", "First")))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(bed.store.list("promotions/")).isEmpty();
    }
}
