package dev.thorax.worker.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.OperatorApproval;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ComparisonResult;
import dev.thorax.evaluation.PairedComparison;
import dev.thorax.evaluation.Predictions;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.bundle.StoredManifest;

/**
 * A new version against the one that serves, on the same scans of patients whom neither has seen.
 *
 * <p>The measure is balanced accuracy: a diagnosis is the most probable class, so classes named rightly are what counts,
 * and a rare class counts as much as a common one, whatever their shares among these patients. Each version sees a scan as it would in
 * production, by its own lung finder if it has one. Where that finds no lungs, the version names no class, which counts as wrong:
 * otherwise a version would gain by not seeing what is hard.
 */
final class VersionComparison {
    private static final Logger LOG = Logger.getLogger(VersionComparison.class);
    private static final int BATCH = 16;
    private static final long SEED = 1;

    private final ObjectStore store;
    private final SharedHoldout common;
    private final BundleStore bundles;
    private final int minPatients;

    /** @param minPatients patients of each class that a comparison needs; 1 where it is less */
    VersionComparison(ObjectStore store, int minPatients) {
        this.store = store;
        this.common = new SharedHoldout(new PatientIndex(store));
        this.bundles = new BundleStore(store);
        this.minPatients = Math.max(1, minPatients);
    }

    /**
     * Whether {@code challenger} beats {@code serving}.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    ComparisonResult between(OpenedVersion challenger, OpenedVersion serving) {
        List<String> classes = challenger.manifest().classes();
        if (!Set.copyOf(classes).equals(Set.copyOf(serving.manifest().classes()))) {
            return notComparable(
                    challenger,
                    serving,
                    "it names the classes " + String.join(", ", classes) + " and not "
                            + String.join(", ", serving.manifest().classes()));
        }
        if (!SharedHoldout.saysWhatItSaw(serving.manifest())) {
            return notComparable(challenger, serving, "the manifest of the latter does not say what it was trained on");
        }
        List<HoldoutScan> scans = common.of(challenger.manifest(), learned(serving.manifest()));
        Optional<String> lack = lack(classes, scans);
        if (lack.isEmpty()) {
            try {
                List<HoldoutScan> scored = new ArrayList<>();
                Optional<Scored> result = compare(challenger, serving, scans, scored);
                lack = lack(classes, scored);
                if (lack.isEmpty()) {
                    return verdict(challenger, serving, result.orElseThrow());
                }
            } catch (BrokenBundleException e) {
                return notComparable(challenger, serving, "a held-out scan cannot be scored (" + e.getMessage() + ")");
            }
        }
        return notComparable(challenger, serving, lack.get());
    }

    /** Returns the manifests of a version and of its lung finder, if that is still in the store. */
    private List<Manifest> learned(Manifest serving) {
        Manifest.Lungs finder = serving.lungs();
        Stream<Manifest> ofFinder = finder == null
                ? Stream.empty()
                : bundles.find(finder.model(), finder.version()).map(StoredManifest::manifest).stream();
        return Stream.concat(Stream.of(serving), ofFinder).toList();
    }

    private Optional<String> lack(List<String> classes, List<HoldoutScan> scans) {
        return classes.stream()
                .filter(label -> patients(scans, label) < minPatients)
                .findFirst()
                .map(label -> "of its held-out patients whom the latter has not seen and whose scans can be read, "
                        + patients(scans, label) + " are of class " + label + ", and at least " + minPatients
                        + " of each class are needed; label scans of more patients and train again");
    }

    /**
     * Returns the result; empty if no scan was scored.
     *
     * @param scored receives the scans that were scored; those whose picture is missing or broken are left out
     */
    private Optional<Scored> compare(
            OpenedVersion challenger, OpenedVersion serving, List<HoldoutScan> scans, List<HoldoutScan> scored) {
        List<String> classes = challenger.manifest().classes();
        int[] order =
                classes.stream().mapToInt(serving.manifest().classes()::indexOf).toArray();
        List<Optional<float[]>> first = new ArrayList<>();
        List<Optional<float[]>> second = new ArrayList<>();
        for (int from = 0; from < scans.size(); from += BATCH) {
            List<GreyImage> images = new ArrayList<>();
            for (HoldoutScan scan : scans.subList(from, Math.min(from + BATCH, scans.size()))) {
                image(scan, challenger, serving).ifPresent(image -> {
                    images.add(image);
                    scored.add(scan);
                });
            }
            if (!images.isEmpty()) {
                first.addAll(challenger.score(images));
                serving.score(images).stream()
                        .map(row -> row.map(found -> reordered(found, order)))
                        .forEach(second::add);
            }
        }
        if (scored.isEmpty()) {
            return Optional.empty();
        }
        int[] truth =
                scored.stream().mapToInt(scan -> classes.indexOf(scan.label())).toArray();
        List<String> patients = scored.stream().map(HoldoutScan::patient).toList();
        PairedComparison result = PairedComparison.compare(
                new Predictions(classes, truth, rows(first, truth, classes.size()), patients),
                new Predictions(classes, truth, rows(second, truth, classes.size()), patients),
                SEED);
        return Optional.of(new Scored(result, unseen(first), unseen(second)));
    }

    /**
     * The result of a comparison.
     *
     * @param firstUnseen the number of scans in which the first version found no lungs
     * @param secondUnseen the same of the second
     */
    private record Scored(PairedComparison result, long firstUnseen, long secondUnseen) {
        /** Returns how many scans had no lungs as the end of a sentence; empty if all had. */
        String unseen() {
            return firstUnseen + secondUnseen == 0
                    ? ""
                    : "; " + firstUnseen + " and " + secondUnseen
                            + " of them count as wrong, as the version found no lungs in them";
        }
    }

    /** Returns probabilities; where there are none, all of it is at a class that is wrong. */
    private static float[][] rows(List<Optional<float[]>> scored, int[] truth, int classes) {
        float[][] rows = new float[scored.size()][];
        for (int i = 0; i < rows.length; i++) {
            float[] wrong = new float[classes];
            wrong[(truth[i] + 1) % classes] = 1;
            rows[i] = scored.get(i).orElse(wrong);
        }
        return rows;
    }

    private static long unseen(List<Optional<float[]>> scored) {
        return scored.stream().filter(Optional::isEmpty).count();
    }

    private Optional<GreyImage> image(HoldoutScan scan, OpenedVersion first, OpenedVersion second) {
        try {
            return Optional.of(CanonicalImage.fromPng(
                    store.get(StorageKeys.image(scan.scanId())),
                    first.manifest().input().canonical(),
                    second.manifest().input().canonical()));
        } catch (ObjectMissingException | IllegalArgumentException e) {
            LOG.warnf("A held-out scan is left out scanId=%s cause=\"%s\"", scan.scanId(), e.getMessage());
            return Optional.empty();
        }
    }

    private static ComparisonResult verdict(OpenedVersion challenger, OpenedVersion serving, Scored scored) {
        PairedComparison result = scored.result();
        boolean beats = result.first() > result.second();
        String figures = String.format(
                Locale.ROOT,
                "%s %s %s in production: balanced accuracy %.3f against %.3f on the same %d scans of %d patients whom "
                        + "neither has seen (difference %+.3f, 95 %% interval %+.3f to %+.3f)%s",
                capital(challenger.name()),
                beats ? "beats" : "does not beat",
                serving.name(),
                result.first(),
                result.second(),
                result.scans(),
                result.patients(),
                result.first() - result.second(),
                result.difference().low(),
                result.difference().high(),
                scored.unseen());
        return beats
                ? ComparisonResult.promoted(Basis.COMPARISON, figures + ".")
                : ComparisonResult.declined(figures + ", so it is not promoted; " + OperatorApproval.ADVICE);
    }

    private static ComparisonResult notComparable(OpenedVersion challenger, OpenedVersion serving, String because) {
        return ComparisonResult.declined(capital(challenger.name()) + " cannot be compared with " + serving.name()
                + " in production and is not promoted, because " + because + "; " + OperatorApproval.ADVICE);
    }

    private static long patients(List<HoldoutScan> scans, String label) {
        Set<String> patients = new HashSet<>();
        scans.stream().filter(scan -> scan.label().equals(label)).forEach(scan -> patients.add(scan.patient()));
        return patients.size();
    }

    private static float[] reordered(float[] row, int[] order) {
        float[] reordered = new float[row.length];
        for (int c = 0; c < row.length; c++) {
            reordered[c] = row[order[c]];
        }
        return reordered;
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
