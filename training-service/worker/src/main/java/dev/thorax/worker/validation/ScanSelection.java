package dev.thorax.worker.validation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.PatientGroups;
import dev.thorax.worker.report.SelectedScans;

/**
 * Selects the scans of a hospital that say something about a version: those of patients whom neither its training nor its report had.
 * Patients who share a scan with identical bytes count as one.
 */
final class ScanSelection {
    private static final String SAME_SCAN = "id ";

    private final DatasetReader reader;
    private final TrainingHistory seen;
    private final Clock clock;

    ScanSelection(DatasetReader reader, TrainingHistory seen, Clock clock) {
        this.reader = reader;
        this.seen = seen;
        this.clock = clock;
    }

    /** The groups of patients whom the training of a version had. */
    private record Known(Set<String> learned, Set<String> reported, boolean knowsTraining, boolean knowsFinder) {}

    /**
     * Selects the scans that the data set has now.
     *
     * @throws dev.thorax.worker.TrainingException if a part of the data set, or of what the training froze, is broken
     */
    SiteScans select(ValidationOrder order, Manifest version) {
        DatasetScans listed = reader.listAll(order.dataset());
        List<LabelledScan> asked = listed.scans().stream()
                .filter(scan -> order.sources() == null
                        || scan.source() != null && order.sources().contains(scan.source()))
                .toList();
        PatientGroups groups = new PatientGroups();
        asked.forEach(scan -> add(groups, scan.scanId(), scan.patient(), scan.sha256()));
        Known known = known(version, groups);
        Map<Boolean, List<LabelledScan>> learned = asked.stream()
                .collect(Collectors.partitioningBy(scan -> known.learned().contains(groups.of(scan.patient()))));
        Map<Boolean, List<LabelledScan>> reported = learned.get(false).stream()
                .collect(Collectors.partitioningBy(scan -> known.reported().contains(groups.of(scan.patient()))));
        List<LabelledScan> counted = reported.get(false);
        SelectedScans selected = new SelectedScans(
                listed.scans().size(),
                asked.size(),
                count(learned.get(true), groups),
                count(reported.get(true), groups),
                count(counted, groups),
                (int) counted.stream().filter(ScanSelection::isOfAStranger).count(),
                digest(counted, listed.classes()),
                known.knowsTraining(),
                known.knowsFinder());
        return new SiteScans(scans(counted, listed.classes(), groups), selected, clock.instant());
    }

    /** Adds what the training had to {@code groups}, so that patients who share a scan with it are known. */
    private Known known(Manifest version, PatientGroups groups) {
        Optional<List<SeenScan>> ofVersion = seen.of(version);
        Optional<List<SeenScan>> ofFinder = seen.ofFinder(version);
        List<SeenScan> all = new ArrayList<>(ofVersion.orElse(List.of()));
        all.addAll(ofFinder.orElse(List.of()));
        all.forEach(scan -> add(groups, scan.scanId(), scan.patient(), scan.sha256()));
        return new Known(
                groups(all, true, groups), groups(all, false, groups), ofVersion.isPresent(), ofFinder.isPresent());
    }

    private static boolean isOfAStranger(LabelledScan scan) {
        return scan.patient().startsWith(ScanPointer.ANONYMOUS_PREFIX);
    }

    /** A scan that has another patient now than in the training is still the same scan. */
    private static void add(PatientGroups groups, String scanId, String patient, String sha256) {
        groups.add(patient, sha256);
        groups.add(patient, SAME_SCAN + scanId);
    }

    private static Set<String> groups(List<SeenScan> scans, boolean learned, PatientGroups groups) {
        Set<String> found = new HashSet<>();
        scans.stream().filter(scan -> scan.learned() == learned).forEach(scan -> found.add(groups.of(scan.patient())));
        return found;
    }

    private static List<SiteScan> scans(List<LabelledScan> counted, List<String> classes, PatientGroups groups) {
        Map<String, Integer> numbers = new HashMap<>();
        return counted.stream()
                .map(scan -> new SiteScan(
                        scan.scanId(),
                        classes.get(scan.label()),
                        numbers.computeIfAbsent(groups.of(scan.patient()), group -> numbers.size()),
                        scan.source()))
                .toList();
    }

    private static SelectedScans.Count count(List<LabelledScan> scans, PatientGroups groups) {
        return new SelectedScans.Count(scans.size(), (int)
                scans.stream().map(scan -> groups.of(scan.patient())).distinct().count());
    }

    /** Returns the digest of scans, formed as that of a data set in a manifest. */
    private static String digest(List<LabelledScan> scans, List<String> classes) {
        return Sha256.of(scans.stream()
                .map(scan -> classes.get(scan.label()) + "/" + scan.scanId() + " " + scan.sha256() + "\n")
                .sorted()
                .collect(Collectors.joining()));
    }
}
