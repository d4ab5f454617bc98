package dev.thorax.worker.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.bundle.StoredManifest;
import dev.thorax.worker.comparison.HoldoutScan;
import dev.thorax.worker.comparison.PatientIndex;
import dev.thorax.worker.snapshot.SnapshotArchive;
import dev.thorax.worker.snapshot.StoredSnapshot;

/** Finds the scans that the training of a version, and that of its lung finder, had. */
final class TrainingHistory {
    private static final String TEST = "test";

    private final SnapshotArchive snapshots;
    private final BundleStore bundles;
    private final PatientIndex patients;

    TrainingHistory(ObjectStore store) {
        this.snapshots = new SnapshotArchive(store);
        this.bundles = new BundleStore(store);
        this.patients = new PatientIndex(store);
    }

    /**
     * Lists the scans that a version has seen. Empty if nobody knows them.
     *
     * @throws dev.thorax.worker.TrainingException if what its training froze cannot be read
     */
    Optional<List<SeenScan>> of(Manifest version) {
        return of(version.trainedVersion(), Optional.of(version));
    }

    /** Lists the scans that the lung finder of a version learned from; empty if it has one and nobody knows them. */
    Optional<List<SeenScan>> ofFinder(Manifest version) {
        Manifest.Lungs finder = version.lungs();
        if (finder == null) {
            return Optional.of(List.of());
        }
        // What was held out from the finder is no evidence that was used up: nobody diagnosed it.
        return of(
                        finder.version(),
                        bundles.find(finder.model(), finder.version()).map(StoredManifest::manifest))
                .map(scans -> scans.stream().filter(SeenScan::learned).toList());
    }

    private Optional<List<SeenScan>> of(String version, Optional<Manifest> manifest) {
        Manifest.Data data = manifest.map(Manifest::data).orElse(null);
        Map<String, List<String>> split = data == null || data.split() == null ? Map.of() : data.split();
        Set<String> heldOut = Set.copyOf(split.getOrDefault(TEST, List.of()));
        Optional<StoredSnapshot> snapshot = snapshots.find(version);
        if (snapshot.isPresent()) {
            return Optional.of(snapshot.get().snapshot().data().scans().stream()
                    .map(scan -> new SeenScan(
                            scan.scanId(), scan.patient(), scan.sha256(), !heldOut.contains(scan.scanId())))
                    .toList());
        }
        return split.isEmpty() ? Optional.empty() : Optional.of(named(data.dataset(), split, heldOut));
    }

    /** Earlier releases froze nothing, so the patients are looked up. One all of whose scans are gone is not known any more. */
    private List<SeenScan> named(String dataset, Map<String, List<String>> split, Set<String> heldOut) {
        Set<String> ids = new TreeSet<>();
        split.values().forEach(ids::addAll);
        Map<String, HoldoutScan> found = patients.find(dataset, ids);
        List<SeenScan> seen = new ArrayList<>();
        for (String id : ids) {
            HoldoutScan scan = found.get(id);
            seen.add(new SeenScan(
                    id,
                    scan == null ? ScanPointer.ANONYMOUS_PREFIX + id : scan.patient(),
                    scan == null ? null : scan.sha256(),
                    !heldOut.contains(id)));
        }
        return seen;
    }
}
