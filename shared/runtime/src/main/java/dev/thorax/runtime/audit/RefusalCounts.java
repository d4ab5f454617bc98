package dev.thorax.runtime.audit;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.thorax.contracts.audit.AuditCaller;

/**
 * Counts equal refusals, so that a flood of them becomes few records. Beyond {@link #most} different ones
 * they are counted together. Safe for use by many threads.
 */
final class RefusalCounts {
    /**
     * A refused request. What it asked for is left out, as it may be a patient's number that somebody typed.
     *
     * @param request whose it was
     * @param status the HTTP status of its answer
     */
    record Refusal(AuditedRequest request, int status) {}

    private final int most;
    private Map<Refusal, Long> counts = new LinkedHashMap<>();

    /** @param most different refusals that are told apart between two calls of {@link #take} */
    RefusalCounts(int most) {
        this.most = most;
    }

    /** Adds {@code count} refusals. */
    synchronized void add(Refusal refusal, long count) {
        counts.merge(known(refusal), count, Long::sum);
    }

    /** Returns all counts, and begins anew. */
    synchronized Map<Refusal, Long> take() {
        Map<Refusal, Long> taken = counts;
        counts = new LinkedHashMap<>();
        return taken;
    }

    private Refusal known(Refusal refusal) {
        if (counts.size() < most || counts.containsKey(refusal)) {
            return refusal;
        }
        AuditedRequest request = refusal.request();
        return new Refusal(
                new AuditedRequest(AuditCaller.unknown(null), request.action(), "(many requests)"), refusal.status());
    }
}
