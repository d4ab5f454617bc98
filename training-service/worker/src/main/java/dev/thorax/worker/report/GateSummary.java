package dev.thorax.worker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.Gate;
import dev.thorax.evaluation.GateScore;

/**
 * The gate of a version for people. Its methods are called by the templates.
 *
 * @param limits what a scan must keep, or null if every scan gets a class
 * @param score what the gate does to the held-out scans, or null without limits
 * @param none why there is no gate, as a sentence, or null
 */
public record GateSummary(Gate.@Nullable Limits limits, @Nullable GateScore score, @Nullable String none) {
    /** Returns the gate of the version that a report is about. */
    static GateSummary of(ReportInput input) {
        Gate gate = input.version().gate();
        if (gate == null || gate.limits() == null || input.gate() == null) {
            return new GateSummary(null, null, gate == null || gate.none() == null ? "" : gate.none());
        }
        return new GateSummary(gate.limits(), input.gate(), null);
    }

    /** Lists the reasons with the number of held-out scans that the gate refuses for each. */
    public List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        for (UndeterminedReason reason : UndeterminedReason.values()) {
            int scans = score.reasons().getOrDefault(reason.code(), 0);
            if (scans > 0) {
                String name = reason.code().replace('-', ' ');
                reasons.add(new Reason(
                        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                        scans,
                        (double) scans / score.scans()));
            }
        }
        return reasons;
    }

    /**
     * A reason.
     *
     * @param name for people
     * @param scans held-out scans that the gate refuses for it
     * @param share of all held-out scans, in [0,1]
     */
    public record Reason(String name, int scans, double share) {}
}
