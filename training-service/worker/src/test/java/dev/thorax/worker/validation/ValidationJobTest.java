package dev.thorax.worker.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ValidationFile;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.contracts.worker.ValidationResult;
import dev.thorax.evaluation.ClassOutcome;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Proportion;
import dev.thorax.storage.Backoff;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.RetryingObjectStore;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.PixelCache;
import dev.thorax.worker.report.ValidationFigures;
import dev.thorax.worker.report.ValidationFigures.Mistake;
import dev.thorax.worker.snapshot.DatasetSnapshot;
import dev.thorax.worker.snapshot.SnapshotArchive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** Figures by hand: the outcomes of {@link GreyVersion} follow from the greys. */
class ValidationJobTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String ID = "v-check";
    private static final Map<String, List<String>> NO_SPLIT = Map.of("training", List.of("elsewhere"));

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);
    private final GreyVersion version = new GreyVersion(store);
    private final Set<String> givenUp = new HashSet<>();

    @Test
    void shouldScoreAHospitalsScansAsInProduction() {
        version.store(NO_SPLIT, Map.of());
        film("d-right", "DARK", 60);
        film("d-sure-mistake", "DARK", 160);
        film("d-mistake", "DARK", 140);
        film("d-uncertain", "DARK", 112);
        film("b-right", "BRIGHT", 150);
        film("b-unlike", "BRIGHT", 250);

        ValidationResult result = run();

        assertThat(result).isEqualTo(new ValidationResult(6, 6, 2, null));
        ValidationFigures figures = figures();
        assertThat(figures.outcome().table()).isDeepEqualTo(new long[][] {{1, 0, 1}, {2, 1, 1}});
        ClassOutcome bright = figures.outcome().perClass().get("BRIGHT");
        assertShare(bright.foundOfAll(), 1, 2);
        assertShare(bright.found(), 1, 1);
        assertShare(bright.falseAlarmsOfAll(), 2, 4);
        assertShare(bright.falseAlarms(), 2, 3);
        assertShare(bright.precision(), 1, 3);
        assertThat(figures.reasons())
                .extracting(ValidationFigures.ReasonShare::reason, each -> each.share()
                        .count())
                .containsExactly(
                        tuple(UndeterminedReason.NO_LUNGS_FOUND, 0L),
                        tuple(UndeterminedReason.UNLIKE_TRAINING_SCANS, 1L),
                        tuple(UndeterminedReason.UNCERTAIN_BETWEEN_CLASSES, 1L));
        // The probability of BRIGHT at grey 140 is 1 / (1 + exp(-40 · 30 / 255)).
        assertThat(figures.mistakes()).extracting(Mistake::scanId).containsExactly("d-sure-mistake", "d-mistake");
        assertThat((double) figures.mistakes().get(1).probability())
                .isCloseTo(1 / (1 + Math.exp(-40 * 30 / 255.0)), Offset.offset(1e-3));
        assertThat(page())
                .contains("left 33.3")
                .contains("src=\"scan:d-sure-mistake/0\"")
                .contains("Fewer than 30 patients: BRIGHT (2 patients), DARK (4 patients)")
                .doesNotContain("data:image/jpeg");
        assertThat(store.get(StorageKeys.validationPicture("d-sure-mistake", ID, 0)))
                .startsWith((byte) 0xFF, (byte) 0xD8);
    }

    @Test
    void shouldLeaveOutPatientsWhomTheTrainingHad() {
        version.store(Map.of("training", List.of("seen", "seen-bytes"), "test", List.of("tested")), Map.of());
        film("seen", "DARK", 60);
        version.scan("other-of-seen", "DARK", "patient of seen", 61, null);
        version.scan("tested", "DARK", "patient of tested", 62, null);
        version.scan("other-of-tested", "DARK", "patient of tested", 63, null);
        film("new", "BRIGHT", 150);
        trained("seen", "patient of seen", "sha of seen");
        trained("seen-bytes", "patient of others", "sha of copied");
        trained("tested", "patient of tested", "sha of tested");
        film("copied", "DARK", 60);

        run();

        ValidationFigures figures = figures();
        assertThat(figures.selected().learned().scans()).isEqualTo(3);
        assertThat(figures.selected().learned().patients()).isEqualTo(2);
        assertThat(figures.selected().reported().scans()).isEqualTo(2);
        assertThat(figures.selected().reported().patients()).isEqualTo(1);
        assertThat(figures.selected().counted().scans()).isEqualTo(1);
        assertThat(figures.selected().digest()).isEqualTo(Sha256.of("BRIGHT/new sha of new\n"));
        assertThat(figures.selected().knowsTraining()).isTrue();
    }

    /** Files a scan in the data set of the training. */
    private void trained(String id, String patient, String sha256) {
        store.put(
                StorageKeys.pointer("trained", "DARK", id),
                Json.write(new ScanPointer(id, "DARK", patient, sha256, StorageKeys.image(id))),
                "application/json");
    }

    @Test
    void shouldRefuseADataSetWhosePatientsTheTrainingHad() {
        version.store(Map.of("training", List.of("seen"), "test", List.of("tested")), Map.of());
        film("seen", "DARK", 60);
        film("tested", "BRIGHT", 150);

        assertThatThrownBy(this::run)
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "Nothing is left to validate version v-1 of greys on: it learned from the patients of 1 of the 2 "
                                + "scans, and those of 1 were held out for its own report. Label scans of patients whom its "
                                + "training did not have.");
    }

    @Test
    void shouldCalibrateANewVersionOnAHospitalsScans() {
        version.store(Map.of("training", List.of("learned")), Map.of());
        // The probability of BRIGHT is the logistic function of 40 · (grey - 110) / 255; a scan gets a class from 0.75
        // on.
        for (int i = 0; i < 30; i++) {
            film("dark-" + i, "DARK", 60 + i);
            film("bright-" + i, "BRIGHT", 130 + i);
        }
        film("bright-as-dark", "BRIGHT", 70);
        trained("learned", "patient of learned", "sha of learned");

        ValidationResult result = run(calibration(0.9));

        assertThat(result.calibrated()).isEqualTo(ID);
        Manifest calibrated =
                Json.read(store.get(StorageKeys.bundleFile(GreyVersion.MODEL, ID, Manifest.MANIFEST)), Manifest.class);
        ConformalSets sets = calibrated.conformal();
        assertThat(sets.coverage()).isEqualTo(0.9);
        assertThat(sets.scans()).isEqualTo(Map.of("BRIGHT", 31, "DARK", 30));
        // Of 31 scans the third: the mistake, then the greys 130 and 131. Of 30 the third of the greys from 89 down.
        assertThat(sets.thresholds().get("BRIGHT")).isCloseTo(bright(131), Offset.offset(2e-3));
        assertThat(sets.thresholds().get("DARK")).isCloseTo(1 - bright(87), Offset.offset(2e-3));
        assertThat(sets.site())
                .isEqualTo(new ConformalSets.Site(
                        GreyVersion.VERSION,
                        GreyVersion.DATASET,
                        null,
                        figures().selected().digest()));
        assertThat(calibrated.trainedVersion()).isEqualTo(GreyVersion.VERSION);
        assertThat(store.get(StorageKeys.bundleFile(GreyVersion.MODEL, ID, Manifest.MODEL)))
                .isEqualTo(GreyVersion.network());
        assertThat(new String(store.get(StorageKeys.bundleFile(GreyVersion.MODEL, ID, "report.html")), UTF_8))
                .isEqualTo(page())
                .contains("a new version was made, <strong>" + ID + "</strong>");
        assertThat(figures().classSets().score().classes().get("BRIGHT").scans())
                .isEqualTo(31);

        // When the new version is validated, its training is that of the first one, and its sets are scored.
        TestBundles.storeManifest(
                store,
                GreyVersion.MODEL,
                ID,
                store.get(StorageKeys.bundleFile(GreyVersion.MODEL, ID, Manifest.MANIFEST)));
        film("learned", "DARK", 60);
        run(new ValidationOrder(
                "v-again", GreyVersion.MODEL, ID, GreyVersion.DATASET, null, null, "Ada", null, Instant.EPOCH));

        ValidationFigures again = Json.read(
                store.get(StorageKeys.validation("v-again", ValidationFile.FIGURES)), ValidationFigures.class);
        assertThat(again.selected().knowsTraining()).isTrue();
        assertThat(again.selected().learned().scans()).isEqualTo(1);
        assertThat(again.classSets().version()).isNull();
        assertThat(again.classSets().sets()).isEqualTo(sets);
    }

    private static double bright(int grey) {
        return 1 / (1 + Math.exp(-40 * (grey - 110) / 255.0));
    }

    @Test
    void shouldCalibrateNothingWhereNoScanGetsAClass() {
        version.store(NO_SPLIT, Map.of());
        film("unlike", "BRIGHT", 250);

        assertThatThrownBy(() -> run(calibration(0.9)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(
                        "of the 1 scans that count, none has a label that is a class of the version and gets a class");
        assertThat(store.exists(StorageKeys.bundleFile(GreyVersion.MODEL, ID, Manifest.MANIFEST)))
                .isFalse();
    }

    private static ValidationOrder calibration(double coverage) {
        return new ValidationOrder(
                ID,
                GreyVersion.MODEL,
                GreyVersion.VERSION,
                GreyVersion.DATASET,
                null,
                coverage,
                "Ada",
                null,
                Instant.EPOCH);
    }

    @Test
    void shouldSayThatNobodyKnowsWhatTheVersionLearnedFrom() {
        version.store((Manifest.Data) null, Map.of(), GreyVersion.network());
        film("new", "BRIGHT", 150);

        run();

        assertThat(figures().selected().knowsTraining()).isFalse();
        assertThat(page()).contains("It is not known here what this version learned from");
    }

    @Test
    void shouldScoreTheSourcesThatWereAskedForOnly() {
        version.store(NO_SPLIT, Map.of());
        version.scan("a", "DARK", "1", 60, "North");
        version.scan("b", "BRIGHT", "2", 150, "North");
        version.scan("c", "BRIGHT", "3", 250, "South");
        version.scan("d", "DARK", "4", 60, null);
        version.scan("e", "DARK", "5", 60, "West");

        run(order(List.of("North", "South")));

        ValidationFigures figures = figures();
        assertThat(figures.selected().dataset()).isEqualTo(5);
        assertThat(figures.selected().asked()).isEqualTo(3);
        assertThat(figures.sources())
                .extracting(
                        ValidationFigures.SourceOutcome::source,
                        source -> source.outcome().scans(),
                        source -> source.outcome().undetermined().count())
                .containsExactly(tuple("North", 2, 0L), tuple("South", 1, 1L));
        assertThatThrownBy(() -> run(new ValidationOrder(
                        "v-2",
                        GreyVersion.MODEL,
                        "v-1",
                        GreyVersion.DATASET,
                        List.of("East"),
                        null,
                        "Ada",
                        null,
                        Instant.EPOCH)))
                .hasMessageContaining("has no labelled scans of the sources East");
    }

    @Test
    void shouldCountOtherLabelsAndUnreadableScansAndScoreNeither() {
        version.store(NO_SPLIT, Map.of());
        film("right", "DARK", 60);
        film("measles-1", "MEASLES", 150);
        film("measles-2", "MEASLES", 250);
        film("gone", "BRIGHT", 150);
        film("torn", "BRIGHT", 150);
        store.delete(StorageKeys.image("gone"));
        store.put(StorageKeys.image("torn"), new byte[] {1}, "image/png");

        run();

        ValidationFigures figures = figures();
        assertThat(figures.outcome().scans()).isEqualTo(1);
        assertThat(figures.others()).singleElement().satisfies(other -> {
            assertThat(other.label()).isEqualTo("MEASLES");
            assertShare(other.undetermined(), 1, 2);
            assertThat(other.called()).isEqualTo(Map.of("BRIGHT", 1));
        });
        assertThat(figures.unreadable())
                .extracting(ValidationFigures.Unreadable::scanId)
                .containsExactly("gone", "torn");
        assertThat(page()).contains("2 of 5 scans could not be read", "its image is not stored");
    }

    @Test
    void shouldShowTheFiguresOfTheTrainingBesideItsOwn() {
        Evaluation trained = Evaluation.of(
                new Predictions(
                        GreyVersion.CLASSES,
                        new int[] {0, 1, 1},
                        new float[][] {{0.9f, 0.1f}, {0.2f, 0.8f}, {0.7f, 0.3f}},
                        List.of("1", "2", "3")),
                1);
        version.store(NO_SPLIT, Map.of("test", Json.mapper().convertValue(trained, Map.class)));
        film("right", "DARK", 60);

        run();

        assertThat(figures().trainedScore().perClass().get("DARK").recall()).isEqualTo(0.5);
        assertThat(page()).contains("3 scans of 3 patients");
    }

    @Test
    void shouldGoOnBehindWhatTheWorkerBeforeHadScoredOnTheScansThatItHadFrozen() {
        version.store(NO_SPLIT, Map.of());
        for (int i = 0; i < ValidationJob.PART + 3; i++) {
            film(String.format("f-%04d", i), i % 2 == 0 ? "DARK" : "BRIGHT", i % 2 == 0 ? 60 : 150);
        }
        String second = StorageKeys.validation(ID, ValidationFile.part(1));
        store.beforeEachCall(call -> {
            if (call.contains(second)) {
                throw new IllegalStateException("the worker dies");
            }
        });
        assertThatThrownBy(this::run).hasMessage("the worker dies");
        film("later", "DARK", 60);
        List<String> read = new ArrayList<>();
        store.beforeEachCall(read::add);

        ValidationResult result = run();

        assertThat(result.scans()).isEqualTo(ValidationJob.PART + 3);
        assertThat(read.stream().filter(call -> call.contains("image.png"))).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void shouldSurviveSingleReadsThatFail() {
        version.store(NO_SPLIT, Map.of());
        film("right", "DARK", 60);
        film("mistake", "DARK", 150);
        int[] calls = {0};
        store.beforeEachCall(call -> {
            if (++calls[0] % 3 == 0) {
                throw new StoreUnavailableException(call, new IOException("the test lets this call fail"));
            }
        });

        assertThat(job(new RetryingObjectStore(store, Backoff.between(Duration.ZERO, Duration.ZERO)))
                        .run(order(null)))
                .isEqualTo(new ValidationResult(2, 2, 0, null));
    }

    @Test
    void shouldKeepNoPictureOfAScanThatWasErasedMeanwhile() {
        version.store(NO_SPLIT, Map.of());
        film("mistake", "DARK", 150);
        store.put(StorageKeys.claim("mistake"), Json.write(new ErasedScan(Instant.EPOCH)), "application/json");

        run();

        assertThat(store.list(StorageKeys.scan("mistake") + "reports/")).isEmpty();
        assertThat(ReportPictures.fill(page(), picture -> Optional.empty())).contains("data:image/svg+xml");
    }

    @Test
    void shouldWaitForAVersionAndRefuseOneThatDoesNotComeOrCannotServe() {
        film("right", "DARK", 60);
        String bundle = StorageKeys.bundle(GreyVersion.MODEL, GreyVersion.VERSION);

        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(MissingInputException.class, missing -> assertThat(missing.name())
                        .isEqualTo(bundle));
        givenUp.add(bundle);
        assertThatThrownBy(this::run)
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("Version v-1 of greys cannot serve, so it is not validated: ");
        version.store(
                new Manifest.Data("trained", "0".repeat(64), Map.of(), NO_SPLIT),
                Map.of(),
                "no network".getBytes(UTF_8));
        assertThatThrownBy(this::run)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("ONNX Runtime cannot read");
    }

    @Test
    void shouldWaitForANetworkThatIsNotThereYet() {
        film("right", "DARK", 60);
        version.store(NO_SPLIT, Map.of());
        store.delete(StorageKeys.bundleFile(GreyVersion.MODEL, GreyVersion.VERSION, Manifest.MODEL));

        assertThatThrownBy(this::run).isInstanceOf(MissingInputException.class);
    }

    @Test
    void shouldLeaveOutPatientsOfTheSnapshotOfTheTrainingAndOfItsLungFinder() {
        version.store(Map.of("training", List.of("t-seen"), "test", List.of("t-tested")), Map.of());
        snapshot(GreyVersion.VERSION, "t-seen", "t-tested");
        film("new", "BRIGHT", 150);
        version.scan("again", "DARK", "of t-seen", 60, null);
        version.scan("told", "DARK", "of t-tested", 60, null);

        run();

        assertThat(figures().selected())
                .returns(1, selected -> selected.learned().scans())
                .returns(1, selected -> selected.reported().scans())
                .returns(1, selected -> selected.counted().scans());
        assertThat(new String(store.get(StorageKeys.validation(ID, ValidationFile.SCANS)), UTF_8))
                .as("no pseudonym is kept")
                .doesNotContain("patient of new");
    }

    @Test
    void shouldLeaveOutPatientsFromWhomTheLungFinderLearned() {
        TestBundles.storeWithLungs(store, "v-lungs", 1);
        snapshot(TestBundles.LUNGS.version(), "l-seen");
        version.scan("other-of-l-seen", "NORMAL", "of l-seen", 60, null);
        film("new", "NORMAL", 0);

        run(new ValidationOrder(
                ID, TestBundles.MODEL, "v-lungs", GreyVersion.DATASET, null, null, "Ada", null, Instant.EPOCH));

        assertThat(figures().selected().learned().scans()).isEqualTo(1);
        assertThat(figures().selected().knowsFinder()).isTrue();
    }

    /** Freezes scans of as many patients as those of a training. */
    private void snapshot(String version, String... ids) {
        List<LabelledScan> scans = new ArrayList<>();
        for (String id : ids) {
            scans.add(new LabelledScan(id, "patient of " + id, 0, "sha of " + id));
        }
        new SnapshotArchive(store)
                .keep(
                        version,
                        new DatasetSnapshot(
                                new DatasetScans("trained", List.of("DARK"), scans),
                                List.of(),
                                Map.of(),
                                "torch",
                                "torch 2",
                                "ab",
                                1,
                                null,
                                null,
                                false,
                                null,
                                Instant.EPOCH,
                                null));
    }

    @Test
    void shouldLeaveAScanWithoutLungsUndetermined() {
        TestBundles.storeWithLungs(store, "v-lungs", 1);
        film("black", "NORMAL", 0);
        ValidationOrder order = new ValidationOrder(
                ID, TestBundles.MODEL, "v-lungs", GreyVersion.DATASET, null, null, "Ada", null, Instant.EPOCH);

        run(order);

        assertThat(figures().outcome().undetermined().count()).isEqualTo(1);
        assertThat(figures().reasons().get(0).share().count()).isEqualTo(1);
        assertThat(page()).contains("It gave no scan a class.", "It has no gate");
    }

    private void film(String id, String label, int grey) {
        version.scan(id, label, "patient of " + id, grey, null);
    }

    private ValidationResult run() {
        return run(order(null));
    }

    private ValidationResult run(ValidationOrder order) {
        return job(store).run(order);
    }

    private ValidationJob job(ObjectStore from) {
        DatasetReader reader = new DatasetReader(from, new PixelCache(folder.resolve("decoded"), CLOCK));
        return new ValidationJob(from, reader, TestBundles.KEYS.trusted(), folder, 1, givenUp::contains, CLOCK);
    }

    private static ValidationOrder order(List<String> sources) {
        return new ValidationOrder(
                ID,
                GreyVersion.MODEL,
                GreyVersion.VERSION,
                GreyVersion.DATASET,
                sources,
                null,
                "Ada",
                "It goes live on Monday.",
                Instant.parse("2026-11-27T09:00:00Z"));
    }

    private ValidationFigures figures() {
        return Json.read(store.get(StorageKeys.validation(ID, ValidationFile.FIGURES)), ValidationFigures.class);
    }

    private String page() {
        return new String(store.get(StorageKeys.validation(ID, ValidationFile.PAGE)), UTF_8);
    }

    private static void assertShare(Proportion proportion, long count, long of) {
        assertThat(proportion.count()).isEqualTo(count);
        assertThat(proportion.of()).isEqualTo(of);
    }
}
