package dev.thorax.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.thorax.servers.ChildJvm;
import dev.thorax.servers.StartFailedException;

/** Keeps one process of the stack running: starts it again whenever it has ended, as an orchestrator does. */
final class SupervisedProcess implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;

    private final String name;
    private final Runnable start;
    private final Supplier<ChildJvm> jvm;
    private final BooleanSupplier ready;
    private final Thread supervisor = new Thread(this::supervise, "supervisor");
    private volatile boolean held;
    private volatile boolean expected;
    private volatile boolean closed;
    private volatile int ends;

    /**
     * Creates a part whose process runs already.
     *
     * @param start starts the process again
     * @param jvm gives the process that runs now
     * @param ready whether it can work
     */
    SupervisedProcess(String name, Runnable start, Supplier<ChildJvm> jvm, BooleanSupplier ready) {
        this.name = name;
        this.start = start;
        this.jvm = jvm;
        this.ready = ready;
        supervisor.setDaemon(true);
        supervisor.start();
    }

    String name() {
        return name;
    }

    boolean isReady() {
        return jvm.get().isAlive() && ready.getAsBoolean();
    }

    ChildJvm jvm() {
        return jvm.get();
    }

    /** Returns how often the process ended without being killed. */
    int ends() {
        return ends;
    }

    /** Kills the process. The supervisor starts it again after {@code down}. */
    void kill(Duration down) throws InterruptedException {
        held = true;
        expected = true;
        jvm.get().kill();
        Thread.sleep(down.toMillis());
        held = false;
    }

    /** Stops the process in order by SIGTERM, without a limit of time, and lets the supervisor start it again. */
    void restart() throws InterruptedException {
        held = true;
        expected = true;
        ChildJvm process = jvm.get();
        process.terminate();
        while (process.isAlive()) {
            Thread.sleep(LOOK_MILLIS);
        }
        held = false;
    }

    /** Stops the process for {@code time} without ending it. */
    void freeze(Duration time) throws InterruptedException {
        long pid = jvm.get().pid();
        Signals.freeze(pid);
        try {
            Thread.sleep(time.toMillis());
        } finally {
            Signals.thaw(pid);
        }
    }

    private void supervise() {
        try {
            while (!closed) {
                if (!held && !jvm.get().isAlive()) {
                    startAgain();
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() {
        if (!expected) {
            ends++;
        }
        expected = false;
        try {
            start.run();
        } catch (StartFailedException e) {
            jvm.get().kill();
            expected = true;
        }
    }

    /** Lets the process end without being started again. */
    void release() {
        closed = true;
    }

    /** Ends the supervisor, then the process. */
    @Override
    public void close() {
        release();
        try {
            supervisor.join(Duration.ofMinutes(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        jvm.get().close();
    }
}
