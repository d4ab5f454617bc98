package dev.thorax.worker.lungs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.PatientGroups;
import dev.thorax.worker.snapshot.SnapshotArchive;
import dev.thorax.worker.snapshot.StoredSnapshot;

/** Finds the patients of a data set from whom a lung finder learned: it has their scans in its training or its validation part. */
final class FinderPatients {
    private final SnapshotArchive archive;

    FinderPatients(SnapshotArchive archive) {
        this.archive = archive;
    }

    /**
     * Returns the ids of their scans in {@code scans}. Patients who share a scan with identical bytes count as one.
     *
     * @param finder manifest of the lung finder
     * @throws TrainingException with a sentence, if nobody knows from whom it learned
     */
    List<String> in(DatasetScans scans, Manifest finder) {
        List<LabelledScan> all = frozen(finder);
        Set<String> seen = Stream.of("training", "validation")
                .flatMap(part -> finder.data().split().getOrDefault(part, List.of()).stream())
                .collect(Collectors.toSet());
        PatientGroups groups = new PatientGroups();
        Stream.of(all, scans.scans()).flatMap(List::stream).forEach(scan -> groups.add(scan.patient(), scan.sha256()));
        Set<String> learned = new HashSet<>();
        all.stream()
                .filter(scan -> seen.contains(scan.scanId()))
                .forEach(scan -> learned.add(groups.of(scan.patient())));
        return scans.scans().stream()
                .filter(scan -> learned.contains(groups.of(scan.patient())))
                .map(LabelledScan::scanId)
                .toList();
    }

    private List<LabelledScan> frozen(Manifest finder) {
        StoredSnapshot stored = archive.find(finder.version())
                .filter(snapshot -> finder.data() != null
                        && finder.data().split() != null
                        && snapshot.digest().equals(finder.data().snapshot()))
                .orElseThrow(() -> new TrainingException("Nobody knows from which patients the lung finder, version "
                        + finder.version() + " of " + finder.model()
                        + ", learned, as what its training froze is not in the object store. So none of them could be kept"
                        + " out of the score. Train it again, and name the new version in the recipe."));
        return stored.snapshot().data().scans();
    }
}
