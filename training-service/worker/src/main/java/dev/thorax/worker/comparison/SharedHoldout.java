package dev.thorax.worker.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thorax.contracts.model.Manifest;

/** Finds the scans on which two versions may be compared: test scans of the one, of patients whom neither has seen. */
final class SharedHoldout {
    private final PatientIndex directory;

    SharedHoldout(PatientIndex directory) {
        this.directory = directory;
    }

    /**
     * The test scans of {@code challenger}, in the order of its manifest, without those of patients whom either version was
     * trained or validated on. A patient of {@code serving} all of whose scans have left its data set is not known any
     * more; where this lets one through, it is to the advantage of {@code serving}.
     */
    List<HoldoutScan> of(Manifest challenger, Manifest serving) {
        Map<String, HoldoutScan> own = scans(challenger);
        Set<String> seenIds = new HashSet<>(seen(challenger));
        seenIds.addAll(seen(serving));
        Set<String> seenPatients = new HashSet<>(patients(seen(challenger), own));
        seenPatients.addAll(patients(seen(serving), scans(serving)));
        return part(challenger, "test").stream()
                .distinct()
                .filter(id -> own.containsKey(id) && !seenIds.contains(id))
                .map(own::get)
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

    private static List<String> patients(List<String> ids, Map<String, HoldoutScan> scans) {
        return ids.stream()
                .filter(scans::containsKey)
                .map(id -> scans.get(id).patient())
                .toList();
    }

    private static List<String> part(Manifest manifest, String name) {
        return manifest.data() == null || manifest.data().split() == null
                ? List.of()
                : manifest.data().split().getOrDefault(name, List.of());
    }
}
