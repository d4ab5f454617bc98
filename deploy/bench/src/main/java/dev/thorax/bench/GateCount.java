package dev.thorax.bench;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

import dev.thorax.contracts.event.UndeterminedReason;

/** Counts what a gate makes of the files of one kind. */
final class GateCount {
    private static final double LEVEL = 0.95;

    private final String kind;
    private final Map<UndeterminedReason, Integer> reasons = new EnumMap<>(UndeterminedReason.class);
    private int scans;
    private int refused;
    private int rejected;
    private int known;
    private int wrong;

    GateCount(String kind) {
        this.kind = kind;
    }

    /** Counts a scan that gets no class. */
    void undetermined(UndeterminedReason reason) {
        scans++;
        refused++;
        reasons.merge(reason, 1, Integer::sum);
    }

    /** Counts a scan that gets a class. */
    void named() {
        scans++;
    }

    /** Counts a scan that gets a class, whose right class is known. */
    void named(boolean isRight) {
        named();
        known++;
        wrong += isRight ? 0 : 1;
    }

    /** Counts a file that ingest-service rejects, so that no version sees it. */
    void rejected() {
        rejected++;
    }

    int scans() {
        return scans;
    }

    /** Returns the share of the scans that get no class, in [0,1]. */
    double share() {
        return (double) refused / scans;
    }

    /** Returns the counts with their Wilson intervals, in a line. */
    String line() {
        return scans == 0
                ? kind + ": nothing to measure"
                : kind + ": undetermined " + share(refused, scans) + " " + reasons
                        + (known == 0 ? "" : ", wrong among the rest " + share(wrong, known))
                        + (rejected == 0 ? "" : ", rejected by ingest-service " + rejected);
    }

    private static String share(int some, int all) {
        ConfidenceInterval interval = new WilsonScoreInterval().createInterval(all, some, LEVEL);
        return String.format(
                Locale.ROOT,
                "%d of %d = %.3f (%.3f to %.3f)",
                some,
                all,
                (double) some / all,
                interval.getLowerBound(),
                interval.getUpperBound());
    }
}
