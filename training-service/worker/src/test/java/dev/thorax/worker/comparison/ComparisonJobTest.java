package dev.thorax.worker.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ComparisonOrder;
import dev.thorax.contracts.worker.ComparisonResult;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.storage.Backoff;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.RetryingObjectStore;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.comparison.ThresholdVersions.Kind;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ComparisonJobTest {
    private static final int MIN_PATIENTS = 5;
    private static final String MODEL = ThresholdVersions.MODEL;

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ThresholdVersions versions = new ThresholdVersions(store);
    private final Set<String> givenUp = new HashSet<>();

    @Test
    void shouldPromoteWhatBeatsTheServingVersionWhateverTheOrderOfItsClasses() {
        versions.store("v-half", 10, Kind.USUAL);
        versions.store("v-better", 110, Kind.USUAL.withClasses("DARK", "BRIGHT"));

        ComparisonResult result = compare("v-better", promoted("v-half"));

        assertThat(result.basis()).isEqualTo(Basis.COMPARISON);
        assertThat(result.reason())
                .startsWith("Version v-better of threshold beats version v-half of threshold in production: "
                        + "balanced accuracy 1.000 against 0.500 on the same 24 scans of 12 patients");
    }

    @Test
    void shouldDeclineWhatIsNoBetterOrServesAlready() {
        versions.store("v-1", 110, Kind.USUAL);
        versions.store("v-2", 110, Kind.USUAL);

        assertThat(compare("v-2", promoted("v-1"))).satisfies(result -> {
            assertThat(result.basis()).isNull();
            assertThat(result.reason()).contains("does not beat", "1.000 against 1.000", "difference +0.000");
        });
        assertThat(compare("v-1", promoted("v-1")).reason())
                .isEqualTo("The version v-1 of threshold serves in production already.");
    }

    @Test
    void shouldDeclineIfTooFewPatientsAreUnseenOrTheClassesDiffer() {
        versions.store("v-serving", 110, Kind.USUAL);
        versions.store("v-seen", 110, Kind.USUAL.testedOn(3, 9));
        versions.store("v-classes", 110, Kind.USUAL.withClasses("BRIGHT", "DARK", "GREY"));

        assertThat(compare("v-seen", promoted("v-serving")).reason())
                .contains("3 are of class BRIGHT, and at least 5 of each class are needed");
        assertThat(compare("v-classes", promoted("v-serving")).reason())
                .contains("it names the classes BRIGHT, DARK, GREY and not BRIGHT, DARK");
    }

    @Test
    void shouldLeaveOutAHeldOutScanWhosePictureIsMissingOrBroken() {
        versions.store("v-half", 10, Kind.USUAL);
        versions.store("v-better", 110, Kind.USUAL);
        store.delete(StorageKeys.image("dark-2-1"));
        store.put(StorageKeys.image("dark-3-1"), new byte[] {1}, "image/png");

        ComparisonResult result = compare("v-better", promoted("v-half"));

        assertThat(result.basis()).isEqualTo(Basis.COMPARISON);
        assertThat(result.reason()).contains("on the same 22 scans of 12 patients");
    }

    @Test
    void shouldShowEachVersionWhatItSeesAndCountAScanWithoutLungsAsWrong() {
        versions.store("v-whole", 110, Kind.USUAL);
        versions.storeWithLungs("v-lungs", 110, Kind.USUAL);
        store.put(StorageKeys.image("bright-0-0"), CanonicalImage.toPng(TestPictures.lungs(0)), "image/png");

        ComparisonResult result = compare("v-lungs", promoted("v-whole"));

        // The lungs fill most of their square and not of the scan, which is dark around them: each version has one of
        // its own mistakes.
        assertThat(result.basis()).isNull();
        assertThat(result.reason())
                .contains("balanced accuracy 0.042 against 0.958 on the same 24 scans")
                .contains("; 23 and 0 of them count as wrong, as the version found no lungs in them");
    }

    @Test
    void shouldSurviveSingleReadsThatFail() {
        versions.store("v-half", 10, Kind.USUAL);
        versions.store("v-better", 110, Kind.USUAL);
        ModelPromoted serving = promoted("v-half");
        AtomicInteger calls = new AtomicInteger();
        store.beforeEachCall(call -> {
            if (calls.incrementAndGet() % 3 == 0) {
                throw new StoreUnavailableException(call, new IOException("the test lets this call fail"));
            }
        });

        ComparisonResult result = compare(
                new RetryingObjectStore(store, Backoff.between(Duration.ZERO, Duration.ZERO)), "v-better", serving);

        assertThat(result.basis()).isEqualTo(Basis.COMPARISON);
        assertThat(calls).hasValueGreaterThan(30);
    }

    @Test
    void shouldCompareWithTheVersionBeforeOneThatCannotServe() {
        versions.store("v-before", 10, Kind.USUAL);
        versions.store("v-broken", Kind.USUAL, "no network".getBytes(UTF_8));
        versions.store("v-better", 110, Kind.USUAL);
        ModelPromoted broken = promoted("v-broken");

        assertThat(compare("v-better", broken, promoted("v-before")).reason()).contains("beats version v-before");
        assertThat(compare("v-better", broken).basis()).isEqualTo(Basis.EMPTY_SLOT);
    }

    @Test
    void shouldCompareWithTheVersionBeforeOneThatWasDeleted() {
        versions.store("v-before", 10, Kind.USUAL);
        versions.store("v-deleted", 10, Kind.USUAL);
        versions.store("v-better", 110, Kind.USUAL);
        ModelPromoted deleted = promoted("v-deleted");
        store.delete(StorageKeys.bundleFile(MODEL, "v-deleted", Manifest.MANIFEST));

        assertMissing("v-deleted", () -> compare("v-better", deleted, promoted("v-before")));
        givenUp.add(StorageKeys.bundle(MODEL, "v-deleted"));
        assertThat(compare("v-better", deleted, promoted("v-before")).reason()).contains("beats version v-before");
    }

    @Test
    void shouldWaitForAPromotedVersionOfWhichTheStoreHoldsAPart() {
        versions.store("v-serving", 10, Kind.USUAL);
        versions.store("v-better", 110, Kind.USUAL);
        ModelPromoted serving = promoted("v-serving");
        store.delete(StorageKeys.bundleFile(MODEL, "v-serving", Manifest.MODEL));

        assertMissing("v-serving", () -> compare("v-better", serving));
    }

    @Test
    void shouldDeclineAVersionThatDoesNotCome() {
        versions.store("v-serving", 110, Kind.USUAL);

        assertMissing("v-absent", () -> compare("v-absent", promoted("v-serving")));
        givenUp.add(StorageKeys.bundle(MODEL, "v-absent"));
        assertThat(compare("v-absent", promoted("v-serving")).reason())
                .startsWith("Version v-absent of threshold cannot serve, so it is not promoted: ");
    }

    private static void assertMissing(String version, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(MissingInputException.class, missing -> assertThat(missing.name())
                        .isEqualTo(StorageKeys.bundle(MODEL, version)));
    }

    private ComparisonResult compare(String version, ModelPromoted... newestFirst) {
        return compare(store, version, newestFirst);
    }

    private ComparisonResult compare(ObjectStore from, String version, ModelPromoted... newestFirst) {
        PromotionRequested request =
                new PromotionRequested("p-1", "production", MODEL, version, null, null, Instant.EPOCH);
        return new ComparisonJob(from, TestBundles.KEYS.trusted(), folder, 1, givenUp::contains)
                .run(new ComparisonOrder(request, List.of(newestFirst), MIN_PATIENTS));
    }

    private ModelPromoted promoted(String version) {
        byte[] manifest = store.get(StorageKeys.bundleFile(MODEL, version, Manifest.MANIFEST));
        return new ModelPromoted(
                "production", MODEL, version, ThresholdVersions.sha256(manifest), "test", null, null, Instant.EPOCH);
    }
}
