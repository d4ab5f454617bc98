package dev.thorax.worker.validation;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.PixelCache;
import dev.thorax.worker.report.SelectedScans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** A version that learned from scan t-learned of ada and was scored on scan t-tested of mary. */
class ScanSelectionTest {
    private static final Instant NOW = Instant.parse("2026-11-27T09:30:00Z");
    private static final Clock CLOCK = InstantSource.fixed(NOW).withZone(ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);
    private final GreyVersion version = new GreyVersion(store);

    ScanSelectionTest() {
        version.store(Map.of("training", List.of("t-learned"), "test", List.of("t-tested")), Map.of());
        trained("t-learned", "ada", "bytes of ada");
        trained("t-tested", "mary", "bytes of mary");
    }

    @Test
    void shouldNumberThePatientsInsteadOfNamingThem() {
        version.point("s1", "BRIGHT", "grace", "1", "North");
        version.point("s2", "DARK", "rosalind", "2", null);
        version.point("s3", "MEASLES", "grace", "3", "South");

        SiteScans selected = select(null);

        assertThat(selected.takenAt()).isEqualTo(NOW);
        assertThat(selected.scans())
                .containsExactly(
                        new SiteScan("s1", "BRIGHT", 0, "North"),
                        new SiteScan("s2", "DARK", 1, null),
                        new SiteScan("s3", "MEASLES", 0, "South"));
        assertThat(selected.selected().counted()).isEqualTo(new SelectedScans.Count(3, 2));
    }

    @Test
    void shouldTakePatientsWhoShareAScanForOne() {
        version.point("s1", "BRIGHT", "grace", "same", null);
        version.point("s2", "BRIGHT", "grace at another site", "same", null);
        version.point("s3", "DARK", "grace at another site", "3", null);

        assertThat(select(null).scans()).extracting(SiteScan::patient).containsExactly(0, 0, 0);
    }

    @Test
    void shouldLeaveOutWhomTheTrainingHadByPatientBytesOrScan() {
        version.point("by-patient", "BRIGHT", "ada", "1", null);
        version.point("by-bytes", "BRIGHT", "a new pseudonym", "bytes of ada", null);
        version.point("t-learned", "BRIGHT", "a corrected pseudonym", "other bytes", null);
        version.point("by-the-scan", "BRIGHT", "a corrected pseudonym", "4", null);
        version.point("reported", "BRIGHT", "mary", "5", null);
        version.point("new", "BRIGHT", "grace", "6", null);

        SiteScans selected = select(null);

        assertThat(selected.scans()).extracting(SiteScan::scanId).containsExactly("new");
        assertThat(selected.selected().learned().scans()).isEqualTo(4);
        assertThat(selected.selected().reported()).isEqualTo(new SelectedScans.Count(1, 1));
    }

    /** Somebody says now that both are one person. What was learned from weighs more than what was held out. */
    @Test
    void shouldCountAPatientWhoWasInBothPartsAsLearnedFrom() {
        version.point("s1", "BRIGHT", "ada", "bytes of mary", null);
        version.point("s2", "BRIGHT", "mary", "2", null);

        SelectedScans selected = select(null).selected();

        assertThat(selected.learned()).isEqualTo(new SelectedScans.Count(2, 1));
        assertThat(selected.reported()).isEqualTo(new SelectedScans.Count(0, 0));
    }

    @Test
    void shouldAskForNoScanOfAnotherSourceOrOfNone() {
        version.point("s1", "BRIGHT", "grace", "1", "North");
        version.point("s2", "DARK", "rosalind", "2", "South");
        version.point("s3", "DARK", "lise", "3", null);

        SiteScans selected = select(List.of("North", "West"));

        assertThat(selected.scans()).extracting(SiteScan::scanId).containsExactly("s1");
        assertThat(selected.selected())
                .returns(3, SelectedScans::dataset)
                .returns(1, SelectedScans::asked)
                .returns(Sha256.of("BRIGHT/s1 1\n"), SelectedScans::digest);
    }

    @Test
    void shouldCountScansThatCameWithoutAPatient() {
        version.point("s1", "BRIGHT", null, "1", null);
        version.point("s2", "BRIGHT", " ", "2", null);
        version.point("s3", "DARK", "scan s1", "3", null);

        SiteScans selected = select(null);

        assertThat(selected.selected().strangers()).isEqualTo(2);
        assertThat(selected.scans())
                .extracting(SiteScan::scanId, SiteScan::patient)
                .containsExactly(tuple("s1", 0), tuple("s2", 1), tuple("s3", 2));
    }

    @Test
    void shouldFormTheDigestAsThatOfADataSet() {
        version.point("s2", "DARK", "rosalind", "2", null);
        version.point("s1", "DARK", "grace", "1", null);
        version.point("s3", "BRIGHT", "lise", "3", null);
        version.point("learned", "BRIGHT", "ada", "4", null);

        assertThat(select(null).selected().digest()).isEqualTo(Sha256.of("BRIGHT/s3 3\nDARK/s1 1\nDARK/s2 2\n"));
    }

    @Test
    void shouldSelectNothingFromADataSetWithoutScans() {
        SiteScans selected = select(null);

        assertThat(selected.scans()).isEmpty();
        assertThat(selected.selected())
                .returns(0, SelectedScans::dataset)
                .returns(true, SelectedScans::knowsTraining)
                .returns(true, SelectedScans::knowsFinder);
    }

    /** Files a scan in the data set of the training. */
    private void trained(String id, String patient, String sha256) {
        store.put(
                StorageKeys.pointer("trained", "DARK", id),
                Json.write(new ScanPointer(id, "DARK", patient, sha256, StorageKeys.image(id))),
                "application/json");
    }

    private SiteScans select(List<String> sources) {
        Manifest manifest = Json.read(
                store.get(StorageKeys.bundleFile(GreyVersion.MODEL, GreyVersion.VERSION, Manifest.MANIFEST)),
                Manifest.class);
        DatasetReader reader = new DatasetReader(store, new PixelCache(folder, CLOCK));
        return new ScanSelection(reader, new TrainingHistory(store), CLOCK)
                .select(
                        new ValidationOrder(
                                "v-check",
                                GreyVersion.MODEL,
                                GreyVersion.VERSION,
                                GreyVersion.DATASET,
                                sources,
                                null,
                                "Ada",
                                null,
                                NOW),
                        manifest);
    }
}
