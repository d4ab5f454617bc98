package dev.thorax.runtime.task;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/** Repeats a task in a daemon thread of its own. A failure is logged and ends neither the thread nor the repetition. */
public final class RepeatedTask implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RepeatedTask.class);

    private final String name;
    private final Runnable task;
    private final ScheduledExecutorService thread;

    /**
     * Creates a repeated task. {@link #start} starts it.
     *
     * @param name name of the thread, and of the task in the log
     */
    public RepeatedTask(String name, Runnable task) {
        this.name = name;
        this.task = task;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, name);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /**
     * Runs the task from now on.
     *
     * @param first time until the first run
     * @param pause time from the end of a run to the begin of the next
     */
    public void start(Duration first, Duration pause) {
        thread.scheduleWithFixedDelay(this::run, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warnf("A task failed and is run again later task=%s cause=\"%s\"", name, e);
        } catch (Error e) {
            LOG.errorf(e, "A task failed by an error of the program and is run again later task=%s", name);
        }
    }

    /** Ends the thread, and interrupts the task if it runs. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
