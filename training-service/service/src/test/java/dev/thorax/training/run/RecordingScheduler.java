package dev.thorax.training.run;

import java.util.concurrent.atomic.AtomicInteger;

/** Scheduler that only counts how often it is woken. */
public final class RecordingScheduler extends RunScheduler {
    private final AtomicInteger wakes = new AtomicInteger();

    /** Creates a scheduler without jobs. */
    public RecordingScheduler() {
        super(null, null, null, null, 1, null);
    }

    @Override
    public void wake() {
        wakes.incrementAndGet();
    }

    /** Returns how often it was woken. */
    public int wakes() {
        return wakes.get();
    }
}
