package dev.thorax.training.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;

/** Handler that records what the runs report. */
final class FakeJobHandler implements JobHandler {
    private final List<WorkerMessage> ends = new CopyOnWriteArrayList<>();
    private final List<TrainingProgress> progress = new CopyOnWriteArrayList<>();
    private final List<String> restarts = new CopyOnWriteArrayList<>();
    private final List<String> postponements = new CopyOnWriteArrayList<>();
    private volatile WorkerMessage settled;
    private volatile boolean cancelled;
    private volatile Instant publishedUntil = Instant.MIN;
    private volatile int failures;

    List<WorkerMessage> ends() {
        return ends;
    }

    List<TrainingProgress> progress() {
        return progress;
    }

    List<String> restarts() {
        return restarts;
    }

    List<String> postponements() {
        return postponements;
    }

    /** Cancels all jobs. */
    void cancel(WorkerMessage end) {
        settled = end;
        cancelled = true;
    }

    void publishedUntil(Instant time) {
        publishedUntil = time;
    }

    /** Lets the next closings fail. */
    void failNext(int closings) {
        failures = closings;
    }

    @Override
    public boolean handles(JobOrder order) {
        return true;
    }

    @Override
    public Optional<WorkerMessage> settled(JobOrder order) {
        return Optional.ofNullable(settled);
    }

    @Override
    public boolean isCancelled(JobOrder order) {
        return cancelled;
    }

    @Override
    public Instant publishedUntil(JobOrder order) {
        return publishedUntil;
    }

    @Override
    public void progressed(JobOrder order, TrainingProgress step) {
        progress.add(step);
    }

    @Override
    public void restarted(JobOrder order, String cause) {
        restarts.add(cause);
    }

    @Override
    public void postponed(JobOrder order, String cause) {
        postponements.add(cause);
    }

    @Override
    public void close(JobOrder order, WorkerMessage end) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("Kafka is away");
        }
        ends.add(end);
    }
}
