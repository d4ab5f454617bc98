package dev.thorax.contracts.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Names what a request was about. Patients have no place here, under a pseudonym neither.
 *
 * @param scans ids of scans
 * @param versions versions of models, as {@code model/version}
 * @param trainings ids of trainings
 * @param datasets names of data sets
 */
public record AuditSubjects(List<String> scans, List<String> versions, List<String> trainings, List<String> datasets) {
    /** Names nothing. */
    public static final AuditSubjects NONE = new AuditSubjects(List.of(), List.of(), List.of(), List.of());

    /** Most subjects of one kind in a record, so that each record is small enough for its topic. */
    public static final int MOST = 2_000;

    /** Copies the lists. */
    public AuditSubjects {
        scans = List.copyOf(scans);
        versions = List.copyOf(versions);
        trainings = List.copyOf(trainings);
        datasets = List.copyOf(datasets);
    }

    /** Returns the subjects of some scans. */
    public static AuditSubjects ofScans(Collection<String> scans) {
        return new AuditSubjects(List.copyOf(scans), List.of(), List.of(), List.of());
    }

    /** Returns these subjects and {@code others}, each once. */
    public AuditSubjects and(AuditSubjects others) {
        return new AuditSubjects(
                union(scans, others.scans),
                union(versions, others.versions),
                union(trainings, others.trainings),
                union(datasets, others.datasets));
    }

    /** Returns the subjects in parts of at most {@link #MOST} scans; one part if there are none. */
    public List<AuditSubjects> parts() {
        List<AuditSubjects> parts = new ArrayList<>();
        for (int from = 0; from == 0 || from < scans.size(); from += MOST) {
            parts.add(new AuditSubjects(
                    scans.subList(from, Math.min(from + MOST, scans.size())), versions, trainings, datasets));
        }
        return parts;
    }

    private static List<String> union(List<String> some, List<String> others) {
        LinkedHashSet<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }
}
