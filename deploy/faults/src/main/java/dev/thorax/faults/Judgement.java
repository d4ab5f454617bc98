package dev.thorax.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what was acknowledged with the answers in the topics. Every acknowledged good scan has exactly one event that it is
 * stored and exactly one diagnosis, whatever happened and however often it was sent. Every acknowledged record of a bad scan
 * has exactly one rejection. Every acknowledged request has exactly one answer.
 *
 * @param lost what has no answer
 * @param doubled what has more than one
 * @param wrong what has an answer of the wrong kind, or an answer to what was never sent
 */
record Judgement(List<String> lost, List<String> doubled, List<String> wrong) {

    /** Judges what is in the topics. */
    static Judgement of(ScanLedger ledger, Outcomes outcomes) {
        Judgement judgement = new Judgement(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, ScanLedger.Entry> scans = ledger.scans();
        scans.forEach((id, entry) -> {
            if (entry.good()) {
                judgement.good(id, entry, outcomes);
            } else {
                judgement.bad(id, entry, outcomes);
            }
        });
        Map<String, Boolean> requests = ledger.requests();
        requests.forEach(
                (request, acknowledged) -> judgement.exactlyOne(request, acknowledged, outcomes.answered(request)));
        outcomes.scanIds().stream().filter(id -> !scans.containsKey(id)).forEach(judgement.wrong::add);
        outcomes.versions().stream()
                .filter(version -> !requests.containsKey(Operator.promotion(version)))
                .forEach(version -> judgement.wrong.add("a diagnosis by version " + version));
        return judgement;
    }

    /** Returns whether nothing is lost, doubled or wrong. */
    boolean isClean() {
        return lost.isEmpty() && doubled.isEmpty() && wrong.isEmpty();
    }

    private void good(String id, ScanLedger.Entry entry, Outcomes outcomes) {
        int others = outcomes.rejected(id) + outcomes.failed(id);
        exactlyOne(id, entry.acknowledged(), outcomes.diagnosed(id) + others);
        if (outcomes.stored(id) > 1) {
            doubled.add(id + " (stored " + outcomes.stored(id) + " times)");
        }
        if (others > 0 || !entry.refusals().isEmpty()) {
            wrong.add("%s (a good scan was refused: %s, failed %d times, HTTP %s)"
                    .formatted(id, outcomes.reason(id), outcomes.failed(id), entry.refusals()));
        }
    }

    private void bad(String id, ScanLedger.Entry entry, Outcomes outcomes) {
        Set<String> origins = entry.origins();
        origins.forEach(origin -> exactlyOne(id + " at " + origin, true, outcomes.rejectedAt(origin)));
        if (origins.isEmpty() && entry.acknowledged() && outcomes.rejected(id) == 0) {
            lost.add(id);
        }
        if (outcomes.diagnosed(id) + outcomes.stored(id) > 0) {
            wrong.add(id + " (a bad scan was taken)");
        }
    }

    private void exactlyOne(String name, boolean acknowledged, int answers) {
        if (acknowledged && answers == 0) {
            lost.add(name);
        }
        if (answers > 1) {
            doubled.add(name + " (" + answers + " answers)");
        }
    }
}
