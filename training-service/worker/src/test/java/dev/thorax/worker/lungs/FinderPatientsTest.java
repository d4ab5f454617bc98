package dev.thorax.worker.lungs;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.snapshot.DatasetSnapshot;
import dev.thorax.worker.snapshot.SnapshotArchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FinderPatientsTest {
    private static final String FINDER = "l-1";

    private final SnapshotArchive archive = new SnapshotArchive(new InMemoryObjectStore(Clock.systemUTC()));
    private final FinderPatients patients = new FinderPatients(archive);
    private String snapshot;

    /** The finder trained on a film of ada, chose its epoch by one of grace, and was scored on one of mary. */
    @BeforeEach
    void keepWhatTheFinderLearnedFrom() {
        snapshot = archive.keep(
                        FINDER,
                        new DatasetSnapshot(
                                new DatasetScans(
                                        "masked",
                                        List.of("LUNGS"),
                                        List.of(
                                                new LabelledScan("f1", "ada", 0, "bytes 1"),
                                                new LabelledScan("f2", "grace", 0, "bytes 2"),
                                                new LabelledScan("f3", "mary", 0, "bytes 3"))),
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
                                TestBundles.TIME,
                                null))
                .digest();
    }

    @Test
    void shouldNameAllScansOfPatientsInTrainingOrValidation() {
        assertThat(patients.in(
                        scans(
                                new LabelledScan("s1", "ada", 0, "a"),
                                new LabelledScan("s2", "mary", 0, "b"),
                                new LabelledScan("s3", "grace", 1, "c"),
                                new LabelledScan("s4", "ada", 1, "d"),
                                new LabelledScan("s5", "rosalind", 1, "e")),
                        finder(snapshot)))
                .containsExactly("s1", "s3", "s4");
    }

    /** The first scan has the bytes of a film of ada. So its patient is ada, and so are all scans of that patient. */
    @Test
    void shouldTakePatientsWhoShareAScanForOne() {
        assertThat(patients.in(
                        scans(
                                new LabelledScan("s1", "a pseudonym of elsewhere", 0, "bytes 1"),
                                new LabelledScan("s2", "a pseudonym of elsewhere", 0, "b"),
                                new LabelledScan("s3", "another one", 0, "c"),
                                new LabelledScan("s4", "mary's other name", 0, "bytes 3")),
                        finder(snapshot)))
                .containsExactly("s1", "s2");
    }

    @Test
    void shouldRefuseAFinderOfWhichNobodyKnowsWhatItLearnedFrom() {
        DatasetScans scans = scans(new LabelledScan("s1", "ada", 0, "a"));

        assertUnknown(scans, finder("0".repeat(64)));
        assertUnknown(scans, finder(null));
        assertUnknown(scans, finder("l-2", data(snapshot, split())));
        assertUnknown(scans, finder(FINDER, data(snapshot, null)));
        assertUnknown(scans, finder(FINDER, null));
    }

    private void assertUnknown(DatasetScans scans, Manifest finder) {
        assertThatThrownBy(() -> patients.in(scans, finder))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("Nobody knows from which patients the lung finder, version " + finder.version()
                        + " of lungs, learned");
    }

    private static DatasetScans scans(LabelledScan... scans) {
        return new DatasetScans("hospital", List.of("NORMAL", "VIRUS"), List.of(scans));
    }

    private static Manifest finder(String digest) {
        return finder(FINDER, data(digest, split()));
    }

    private static Map<String, List<String>> split() {
        return Map.of("training", List.of("f1"), "validation", List.of("f2"), "test", List.of("f3"));
    }

    private static Manifest.Data data(String digest, Map<String, List<String>> split) {
        return new Manifest.Data("masked", "0".repeat(64), Map.of(), split, digest, null, null);
    }

    private static Manifest finder(String version, Manifest.Data data) {
        return new Manifest(
                "lungs",
                version,
                List.of("LUNGS"),
                new InputSpec(64, 64, Interpolation.AREA),
                Map.of(),
                "none",
                1,
                TestBundles.TIME,
                data,
                Map.of(),
                Map.of());
    }
}
