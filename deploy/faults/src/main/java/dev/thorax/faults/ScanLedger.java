package dev.thorax.faults;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Keeps what was sent and what was acknowledged. It is safe for use by many threads. */
final class ScanLedger {
    private final Map<String, Entry> scans = new LinkedHashMap<>();
    private final Map<String, Boolean> requests = new LinkedHashMap<>();
    private int sent;
    private int bad;
    private int acknowledged;

    /**
     * Holds what is known of one scan.
     *
     * @param good whether the right answer is a diagnosis
     * @param acknowledged whether a broker or a service took it at least once
     * @param origins where the broker took it, {@code topic-partition@offset}
     * @param refusals status of each answer by HTTP that refused it for good
     */
    record Entry(boolean good, boolean acknowledged, Set<String> origins, Set<Integer> refusals) {}

    /** Enters a scan that is about to be sent, for the first time or once more. */
    synchronized void sent(Scan scan) {
        sent++;
        if (!scan.good()) {
            bad++;
        }
        scans.putIfAbsent(scan.id(), new Entry(scan.good(), false, Set.of(), Set.of()));
    }

    /** Records that a scan was taken, at {@code origin} or, by HTTP, at a place that is not known. */
    synchronized void acknowledged(String scanId, String origin) {
        acknowledged++;
        scans.computeIfPresent(
                scanId,
                (id, entry) -> new Entry(
                        entry.good,
                        true,
                        origin == null ? entry.origins : with(entry.origins, origin),
                        entry.refusals));
    }

    /** Records that a service refused a scan. */
    synchronized void refused(String scanId, int status) {
        scans.computeIfPresent(
                scanId,
                (id, entry) -> new Entry(entry.good, entry.acknowledged, entry.origins, with(entry.refusals, status)));
    }

    /** Enters a request that needs exactly one answer. */
    synchronized void requested(String request) {
        requests.putIfAbsent(request, false);
    }

    /** Records that the broker took a request. */
    synchronized void requestAcknowledged(String request) {
        requests.put(request, true);
    }

    synchronized Map<String, Entry> scans() {
        return new LinkedHashMap<>(scans);
    }

    /** Returns whether each request was taken by the broker. */
    synchronized Map<String, Boolean> requests() {
        return new LinkedHashMap<>(requests);
    }

    synchronized int scanCount() {
        return scans.size();
    }

    /** Returns how many records and uploads were sent, those sent once more included. */
    synchronized int sentCount() {
        return sent;
    }

    synchronized int badCount() {
        return bad;
    }

    synchronized int acknowledgedCount() {
        return acknowledged;
    }

    private static <T> Set<T> with(Set<T> set, T more) {
        Set<T> larger = new HashSet<>(set);
        larger.add(more);
        return larger;
    }
}
