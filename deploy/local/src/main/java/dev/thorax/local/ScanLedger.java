package dev.thorax.local;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import dev.thorax.contracts.event.Diagnosis;

/** Keeps what became of every scan that was sent. It is safe for use by many threads. */
final class ScanLedger {
    /** Holds what is known of one scan. A value is null until it is known. */
    static final class Entry {
        private final String name;
        private final String truth;
        private final String dataset;
        private boolean stored;
        private String refused;
        private Diagnosis diagnosis;
        private int answers;

        private Entry(String name, String truth, String dataset) {
            this.name = name;
            this.truth = truth;
            this.dataset = dataset;
        }

        /** The file's name, for people. */
        String name() {
            return name;
        }

        /** The class that the folder names, or null. */
        String truth() {
            return truth;
        }

        boolean stored() {
            return stored;
        }

        /** The sentence of a rejection or a failed scoring. */
        String refused() {
            return refused;
        }

        Diagnosis diagnosis() {
            return diagnosis;
        }

        /** Returns whether it was diagnosed with a class. */
        boolean hasClass() {
            return diagnosis != null && diagnosis.hasClass();
        }

        /** Returns the number of diagnoses, rejections and failures together: exactly 1 is right. */
        int answers() {
            return answers;
        }

        boolean answered() {
            return answers > 0;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * Enters a scan that is about to be sent.
     *
     * @param name the file's name, for people
     * @param truth the class that the folder says, or null
     * @param dataset the data set that it is sent for, or null
     */
    void sent(String scanId, String name, String truth, String dataset) {
        locked(() -> entries.put(scanId, new Entry(name, truth, dataset)));
    }

    /** Removes a scan that need not be sent. */
    void forget(String scanId) {
        locked(() -> entries.remove(scanId));
    }

    /** Records that a scan is stored. A scan that is stored for another data set than it was sent for does not count. */
    void stored(String scanId, String dataset) {
        update(scanId, entry -> entry.stored |= Objects.equals(entry.dataset, dataset));
    }

    void refused(String scanId, String sentence) {
        update(scanId, entry -> {
            entry.refused = sentence;
            entry.answers++;
        });
    }

    void diagnosed(Diagnosis diagnosis) {
        update(diagnosis.scanId(), entry -> {
            entry.diagnosis = diagnosis;
            entry.answers++;
        });
    }

    /** Returns what is known of a scan, or null if this run did not send it. */
    Entry entry(String scanId) {
        lock.lock();
        try {
            return entries.get(scanId);
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many of the named scans match {@code state}. */
    long count(List<String> scanIds, Predicate<Entry> state) {
        lock.lock();
        try {
            return scanIds.stream().map(entries::get).filter(state).count();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the named scans that do not match {@code state}. */
    List<String> missing(List<String> scanIds, Predicate<Entry> state) {
        lock.lock();
        try {
            return scanIds.stream().filter(id -> !state.test(entries.get(id))).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Returns everything that is known, by scan id. */
    Map<String, Entry> entries() {
        lock.lock();
        try {
            return new HashMap<>(entries);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for any change, at most 500 ms. */
    void awaitChange() throws InterruptedException {
        lock.lock();
        try {
            changed.await(500, TimeUnit.MILLISECONDS);
        } finally {
            lock.unlock();
        }
    }

    private void update(String scanId, java.util.function.Consumer<Entry> change) {
        locked(() -> {
            Entry entry = entries.get(scanId);
            if (entry != null) {
                change.accept(entry);
            }
        });
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
