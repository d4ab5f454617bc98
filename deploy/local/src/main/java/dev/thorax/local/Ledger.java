package dev.thorax.local;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import dev.thorax.events.Diagnosis;

/** Keeps account of every scan sent: what became of it. Safe for use by many threads. */
final class Ledger {
    /** One scan's account; a value is null until it is known. */
    static final class Entry {
        private final String name;
        private final String truth;
        private boolean stored;
        private String refused;
        private Diagnosis diagnosis;
        private int answers;

        private Entry(String name, String truth) {
            this.name = name;
            this.truth = truth;
        }

        /** The file's name, for people. */
        String name() {
            return name;
        }

        /** The class that the folder says, or null. */
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

        /** Diagnoses, rejections and failures together: 1 when all went as it must. */
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

    void sent(String scanId, String name, String truth) {
        locked(() -> entries.put(scanId, new Entry(name, truth)));
    }

    void stored(String scanId) {
        update(scanId, entry -> entry.stored = true);
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

    /** The account of a scan, or null if this run did not send it. */
    Entry entry(String scanId) {
        lock.lock();
        try {
            return entries.get(scanId);
        } finally {
            lock.unlock();
        }
    }

    /** How many of the named scans are as {@code state} says. */
    long count(List<String> scanIds, Predicate<Entry> state) {
        lock.lock();
        try {
            return scanIds.stream().map(entries::get).filter(state).count();
        } finally {
            lock.unlock();
        }
    }

    /** All accounts by scan id. */
    Map<String, Entry> entries() {
        lock.lock();
        try {
            return new HashMap<>(entries);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for any change, 500 ms at most. */
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
