package dev.thorax.training.run;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerMessage;

/** Worker whose messages a test sends. */
final class FakeWorker implements RunningWorker {
    private static final Object KILLED = new Object();

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final JobKeys job;
    private final int turn;
    private volatile boolean killed;
    private volatile boolean closed;

    FakeWorker(JobKeys job, int turn) {
        this.job = job;
        this.turn = turn;
    }

    JobKeys job() {
        return job;
    }

    int turn() {
        return turn;
    }

    boolean isKilled() {
        return killed;
    }

    boolean isClosed() {
        return closed;
    }

    void send(WorkerMessage message) {
        events.add(message);
    }

    void crash(WorkerCrashException crash) {
        events.add(crash);
    }

    @Override
    public WorkerMessage await(Consumer<TrainingProgress> listener) throws WorkerCrashException, InterruptedException {
        for (; ; ) {
            Object event = events.take();
            if (event instanceof WorkerMessage message) {
                if (message.isLast()) {
                    return message;
                }
                listener.accept(message.progress());
            } else if (event instanceof WorkerCrashException crash) {
                throw crash;
            } else {
                throw new WorkerCrashException("It was killed.", true);
            }
        }
    }

    @Override
    public void kill() {
        killed = true;
        events.add(KILLED);
    }

    @Override
    public void close() {
        closed = true;
        kill();
    }
}
