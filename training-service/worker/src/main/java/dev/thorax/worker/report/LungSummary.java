package dev.thorax.worker.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.WithoutLungs;

/**
 * What a lung finder makes of a data set.
 *
 * @param model name of the recipe that trained the lung finder
 * @param version its version
 * @param sha256 SHA-256 of its {@code lungs.onnx}, 64 lower-case hex digits
 * @param all the scans of the data set
 * @param heldOut the scans that were held out to score the version
 * @param byClass the scans of each class
 * @param bySource the scans of each source, most scans first; empty if no scan has a source
 * @param learnedScans scans of patients from whom the lung finder learned
 * @param learnedPatients their patients
 * @param learnedBySource patients from whom it learned by their source, most first; empty if no scan has a source
 * @param withoutLungs ids of the scans in which no lungs were found, at most {@link #MOST}
 */
public record LungSummary(
        String model,
        String version,
        String sha256,
        LungCount all,
        LungCount heldOut,
        List<LungCount> byClass,
        List<LungCount> bySource,
        int learnedScans,
        int learnedPatients,
        List<SourcePatients> learnedBySource,
        List<String> withoutLungs) {
    /** The most scans that are listed. */
    static final int MOST = 100;

    /** From this difference between classes on, whether lungs are found says something of the class. */
    private static final double DIFFERS = 0.02;

    /**
     * The patients of a source from whom a lung finder learned.
     *
     * @param source null for scans without a source
     */
    public record SourcePatients(@Nullable String source, int patients) {}

    /** Names the lung finder. */
    public record Finder(String model, String version, String sha256, List<String> learned) {}

    /**
     * Counts the scans.
     *
     * @param finder the lung finder
     * @param all all scans of the data set
     * @param seen those with lungs
     * @param tested number of held-out scans with lungs
     * @param without the scans without lungs, of each split
     */
    public static LungSummary of(Finder finder, Dataset all, Dataset seen, int tested, List<WithoutLungs> without) {
        List<String> ids = seen.scans().stream().map(LabelledScan::scanId).toList();
        Map<String, Boolean> found = ids.stream().collect(Collectors.toMap(id -> id, id -> true));
        List<LabelledScan> missed = all.scans().stream()
                .filter(scan -> !found.containsKey(scan.scanId()))
                .toList();
        int held = without.stream().mapToInt(part -> part.test().size()).sum();
        List<LabelledScan> learned = all.scans().stream()
                .filter(scan -> finder.learned().contains(scan.scanId()))
                .toList();
        boolean sources = all.scans().stream().anyMatch(scan -> scan.source() != null);
        return new LungSummary(
                finder.model(),
                finder.version(),
                finder.sha256(),
                new LungCount("all", all.scans().size(), missed.size()),
                new LungCount("held out", tested + held, held),
                counts(all.classes(), scan -> all.classes().get(scan.label()), all.scans(), missed),
                sources ? counts(sources(all.scans()), LabelledScan::source, all.scans(), missed) : List.of(),
                learned.size(),
                patients(learned.stream()),
                sources
                        ? sources(learned).stream()
                                .map(source -> new SourcePatients(
                                        source, patients(learned.stream().filter(scan -> same(source, scan.source())))))
                                .sorted(Comparator.comparingInt(SourcePatients::patients)
                                        .reversed())
                                .toList()
                        : List.of(),
                missed.stream().map(LabelledScan::scanId).limit(MOST).toList());
    }

    /** Returns whether the classes differ so much that a scan without lungs gives a class away. */
    public boolean differs() {
        double most = byClass.stream().mapToDouble(LungCount::share).max().orElse(0);
        double least = byClass.stream().mapToDouble(LungCount::share).min().orElse(0);
        return most - least >= DIFFERS;
    }

    private static List<LungCount> counts(
            List<String> names,
            Function<LabelledScan, String> name,
            List<LabelledScan> all,
            List<LabelledScan> missed) {
        List<LungCount> counts = new ArrayList<>();
        for (String one : names) {
            counts.add(new LungCount(one, count(all, name, one), count(missed, name, one)));
        }
        return List.copyOf(counts);
    }

    private static int count(List<LabelledScan> scans, Function<LabelledScan, String> name, String one) {
        return (int) scans.stream().filter(scan -> same(one, name.apply(scan))).count();
    }

    private static List<String> sources(List<LabelledScan> scans) {
        Map<String, Long> counts = scans.stream()
                .collect(Collectors.groupingBy(scan -> String.valueOf(scan.source()), Collectors.counting()));
        return scans.stream()
                .map(LabelledScan::source)
                .distinct()
                .sorted(Comparator.comparing((String source) -> -counts.get(String.valueOf(source)))
                        .thenComparing(Comparator.nullsLast(Comparator.naturalOrder())))
                .collect(Collectors.toList());
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return one == null ? other == null : one.equals(other);
    }

    private static int patients(Stream<LabelledScan> scans) {
        return (int) scans.map(LabelledScan::patient).distinct().count();
    }
}
