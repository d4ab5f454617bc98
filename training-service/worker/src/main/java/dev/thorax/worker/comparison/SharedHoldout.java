package dev.thorax.worker.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.worker.dataset.PatientGroups;

/** Finds the scans on which two versions may be compared: test scans of the one, of patients whom neither has seen. */
final class SharedHoldout {
    private final PatientIndex directory;

    SharedHoldout(PatientIndex directory) {
        this.directory = directory;
    }

    /**
     * Returns the test scans of {@code challenger}, in the order of its manifest, without those of patients on whom it or one of
     * {@code others} was trained or validated. Patients who share a scan with identical bytes count as one. A patient of
     * another version all of whose scans have left its data set is not known any more. If that lets a scan through, it is to
     * the advantage of that version.
     *
     * @param others the serving version and its lung finder. That of the challenger is not needed, as a training holds its test
     *     patients out of its finder
     */
    List<HoldoutScan> of(Manifest challenger, List<Manifest> others) {
        List<Manifest> all =
                Stream.concat(Stream.of(challenger), others.stream()).toList();
        List<Map<String, HoldoutScan>> scans = all.stream().map(this::scans).toList();
        PatientGroups groups = new PatientGroups();
        scans.stream()
                .flatMap(known -> known.values().stream())
                .forEach(scan -> groups.add(scan.patient(), scan.sha256()));
        Set<String> seenIds = new HashSet<>();
        Set<String> seenPatients = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            seenIds.addAll(seen(all.get(i)));
            seenPatients.addAll(patients(seen(all.get(i)), scans.get(i), groups));
        }
        Map<String, HoldoutScan> own = scans.get(0);
        return part(challenger, "test").stream()
                .distinct()
                .filter(id -> own.containsKey(id) && !seenIds.contains(id))
                .map(id -> own.get(id).withPatient(groups.of(own.get(id).patient())))
                .filter(scan -> challenger.classes().contains(scan.label()) && !seenPatients.contains(scan.patient()))
                .toList();
    }

    /** Returns whether {@code manifest} names the scans that the version was trained on. */
    static boolean saysWhatItSaw(Manifest manifest) {
        return !part(manifest, "training").isEmpty();
    }

    private Map<String, HoldoutScan> scans(Manifest manifest) {
        if (manifest.data() == null || manifest.data().split() == null) {
            return Map.of();
        }
        List<String> all = new ArrayList<>(seen(manifest));
        all.addAll(part(manifest, "test"));
        return directory.find(manifest.data().dataset(), all);
    }

    private static List<String> seen(Manifest manifest) {
        List<String> seen = new ArrayList<>(part(manifest, "training"));
        seen.addAll(part(manifest, "validation"));
        return seen;
    }

    private static List<String> patients(List<String> ids, Map<String, HoldoutScan> scans, PatientGroups groups) {
        return ids.stream()
                .filter(scans::containsKey)
                .map(id -> groups.of(scans.get(id).patient()))
                .toList();
    }

    private static List<String> part(Manifest manifest, String name) {
        return manifest.data() == null || manifest.data().split() == null
                ? List.of()
                : manifest.data().split().getOrDefault(name, List.of());
    }
}
