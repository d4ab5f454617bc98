package dev.thorax.runtime.edge;

import java.util.HashMap;
import java.util.Map;

/** Counts the requests of each caller that are in work. It knows no others. Safe for use by many threads. */
final class RequestsAtOnce {
    private final int most;
    private final Map<String, Integer> inWork = new HashMap<>();

    /** @param most requests of one caller */
    RequestsAtOnce(int most) {
        this.most = most;
    }

    /** Counts a request of {@code caller}, until {@link #finish}. Returns false, and counts nothing, if there are too many. */
    synchronized boolean begin(String caller) {
        if (inWork.getOrDefault(caller, 0) >= most) {
            return false;
        }
        inWork.merge(caller, 1, Integer::sum);
        return true;
    }

    /** Counts a request of {@code caller} as answered. */
    synchronized void finish(String caller) {
        inWork.computeIfPresent(caller, (name, count) -> count == 1 ? null : count - 1);
    }
}
