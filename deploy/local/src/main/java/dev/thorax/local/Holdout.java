package dev.thorax.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.thorax.contracts.storage.Sha256;

/**
 * Divides the scans of a folder into two parts that share no patient and no picture.
 *
 * @param training to train on
 * @param fresh to send as new scans afterwards
 */
record Holdout(List<LabelledScan> training, List<LabelledScan> fresh) {

    /**
     * Holds back about {@code percent} of the patients. The choice depends on each patient alone, so no patient who was trained on
     * is held back after more scans have come. If a class of two or more patients has none of them, its first by hash is held back.
     */
    static Holdout split(List<LabelledScan> scans, int percent) {
        if (percent < 0 || percent > 50) {
            throw new CannotRunException("--new-patients must be from 0 to 50 percent, but is " + percent + ".");
        }
        Collection<Set<String>> classes = scans.stream()
                .collect(Collectors.groupingBy(
                        LabelledScan::label, Collectors.mapping(LabelledScan::group, Collectors.toSet())))
                .values();
        Set<String> fresh = percent == 0
                ? Set.of()
                : classes.stream()
                        .flatMap(patients -> heldBack(patients, percent))
                        .collect(Collectors.toSet());
        Map<Boolean, List<LabelledScan>> parts =
                scans.stream().collect(Collectors.partitioningBy(scan -> fresh.contains(scan.group())));
        return new Holdout(parts.get(false), parts.get(true));
    }

    /**
     * Takes the parts that the data set was published with: what is not in the test part is trained on.
     *
     * @param report takes a sentence if scans are left out of training because their patient is in the test part
     */
    static Holdout given(List<LabelledScan> scans, Consumer<String> report) {
        List<LabelledScan> test = scans.stream()
                .filter(scan -> scan.part() == PublishedSplit.TEST)
                .toList();
        Set<String> tested = test.stream().map(LabelledScan::group).collect(Collectors.toSet());
        LeftOut leftOut = LeftOut.ofSeveral();
        List<LabelledScan> training = new ArrayList<>();
        for (LabelledScan scan : scans) {
            if (!tested.contains(scan.group())) {
                training.add(scan);
            } else if (scan.part() != PublishedSplit.TEST) {
                leftOut.add(LeftOut.Reason.PATIENT_IN_TEST_TOO, scan.file());
            }
        }
        leftOut.sentences().forEach(report);
        if (training.stream().map(LabelledScan::label).distinct().count() < 2) {
            throw new CannotRunException(
                    "The training part has fewer than two classes of patients who are not in the test"
                            + " part; leave out --given-split, so that patients are chosen for the test.");
        }
        return new Holdout(training, test);
    }

    private static Stream<String> heldBack(Set<String> patients, int percent) {
        List<String> chosen = patients.stream()
                .filter(patient -> Integer.remainderUnsigned(hash(patient), 100) < percent)
                .toList();
        return chosen.isEmpty() && patients.size() > 1
                ? patients.stream().min(Comparator.comparing(patient -> Sha256.of(patient))).stream()
                : chosen.stream();
    }

    private static int hash(String patient) {
        return Integer.parseUnsignedInt(Sha256.of(patient), 0, 8, 16);
    }

    /**
     * Returns the same parts without the new scans of patients who are in the data set, since they may have been trained on.
     *
     * @param inDataset the ids (SHA-256 of the files) of the data set's scans
     */
    Holdout withoutFreshIn(Set<String> inDataset) {
        Set<String> known = fresh.stream()
                .filter(scan -> inDataset.contains(ScanId.of(scan.file())))
                .map(LabelledScan::group)
                .collect(Collectors.toSet());
        return new Holdout(
                training,
                fresh.stream().filter(scan -> !known.contains(scan.group())).toList());
    }
}
