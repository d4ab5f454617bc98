package dev.thorax.training.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.thorax.contracts.worker.JobKeys;

/** Launcher of fake workers. */
final class FakeWorkerLauncher implements WorkerLauncher {
    private final boolean tied;
    private final BlockingQueue<FakeWorker> started = new LinkedBlockingQueue<>();
    private final Map<JobKeys, FakeWorker> adoptable = new ConcurrentHashMap<>();
    private volatile RuntimeException failure;

    FakeWorkerLauncher(boolean tied) {
        this.tied = tied;
    }

    /** Waits for the next worker that is started. */
    FakeWorker next() throws InterruptedException {
        FakeWorker worker = started.poll(60, TimeUnit.SECONDS);
        if (worker == null) {
            throw new AssertionError("No worker was started.");
        }
        return worker;
    }

    int waiting() {
        return started.size();
    }

    void offer(FakeWorker worker) {
        adoptable.put(worker.job(), worker);
    }

    void failWith(RuntimeException exception) {
        failure = exception;
    }

    @Override
    public RunningWorker start(JobKeys job, int turn) {
        if (failure != null) {
            throw failure;
        }
        FakeWorker worker = new FakeWorker(job, turn);
        started.add(worker);
        return worker;
    }

    @Override
    public Optional<RunningWorker> adopt(JobKeys job, int turn) {
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(adoptable.get(job));
    }

    @Override
    public boolean isTied() {
        return tied;
    }
}
