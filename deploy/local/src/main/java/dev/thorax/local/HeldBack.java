package dev.thorax.local;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A folder's scans in two parts that share no patient.
 *
 * @param training to train on
 * @param fresh to send as new scans afterwards
 */
record HeldBack(List<LabelledScan> training, List<LabelledScan> fresh) {

    /** Holds back {@code percent} of the patients of each class, the same ones each time. */
    static HeldBack split(List<LabelledScan> scans, int percent) {
        if (percent < 0 || percent > 50) {
            throw new CannotRun("--new-patients must be from 0 to 50 percent, but is " + percent + ".");
        }
        Map<String, Set<String>> patients = scans.stream()
                .collect(Collectors.groupingBy(
                        LabelledScan::label,
                        TreeMap::new,
                        Collectors.mapping(LabelledScan::patient, Collectors.toSet())));
        Set<String> fresh = patients.values().stream()
                .flatMap(all -> all.stream()
                        .sorted(Comparator.comparing(String::hashCode).thenComparing(Comparator.naturalOrder()))
                        .limit(all.size() * (long) percent / 100))
                .collect(Collectors.toSet());
        Map<Boolean, List<LabelledScan>> parts =
                scans.stream().collect(Collectors.partitioningBy(scan -> fresh.contains(scan.patient())));
        return new HeldBack(parts.get(false), parts.get(true));
    }

    /** The name of a data set in {@code folder}: the folder's own, with what may not stand in a name replaced. */
    static String datasetName(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        String clean = (name == null ? "scans" : name.toString()).replaceAll("[^A-Za-z0-9._-]", "-");
        return clean.replaceAll("^[^A-Za-z0-9]+", "").isEmpty() ? "scans" : clean.replaceAll("^[^A-Za-z0-9]+", "");
    }
}
