package dev.thorax.runtime.topic;

import java.time.Duration;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * Checks the topics of a service again and again, in a thread. Opens once, when all fit for the first time. If one does not fit later,
 * the state shows it, and what is being consumed goes on.
 */
final class RepeatedTopicsCheck implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RepeatedTopicsCheck.class);

    private final Supplier<TopicsState> check;
    private final Runnable opening;
    private final Runnable afterCheck;
    private final Duration untilOpen;
    private final Duration later;
    private final Thread thread = new Thread(this::run, "topic-check");
    private volatile TopicsState state = TopicsState.unknown("they are being compared for the first time");
    private volatile boolean open;

    /**
     * Creates the checks. {@link #start} starts it.
     *
     * @param check compares the topics
     * @param opening runs once, when all fit
     * @param afterCheck runs after each check that the broker answered, before it opens
     * @param untilOpen pause between two checks until all fit
     * @param later pause between two checks afterwards
     */
    RepeatedTopicsCheck(
            Supplier<TopicsState> check, Runnable opening, Runnable afterCheck, Duration untilOpen, Duration later) {
        this.check = check;
        this.opening = opening;
        this.afterCheck = afterCheck;
        this.untilOpen = untilOpen;
        this.later = later;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns what the last check found. A check that the broker did not answer leaves what is known. */
    TopicsState state() {
        return state;
    }

    boolean isOpen() {
        return open;
    }

    /** Stops the thread within five seconds. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            checkOnce();
            try {
                Thread.sleep((open ? later : untilOpen).toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    void checkOnce() {
        try {
            TopicsState found = check.get();
            if (found.cause() != null) {
                unanswered(found);
                return;
            }
            report(found);
            state = found;
            afterCheck.run();
            if (found.fits() && !open) {
                opening.run();
                open = true;
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "The check of the topics failed by an error of the program and is tried again");
            unanswered(TopicsState.unknown("the check failed by an error of the program: " + e));
        }
    }

    private void unanswered(TopicsState found) {
        if (state.cause() != null) {
            if (!found.equals(state)) {
                LOG.warnf("The topics cannot be compared yet cause=\"%s\"", found.cause());
            }
            state = found;
        }
    }

    private void report(TopicsState found) {
        found.faults().forEach((topic, sentence) -> {
            if (!sentence.equals(state.faults().get(topic))) {
                LOG.errorf("A topic does not fit, so this service is not ready topic=%s cause=\"%s\"", topic, sentence);
            }
        });
        found.accepted().forEach((topic, sentence) -> {
            if (!sentence.equals(state.accepted().get(topic))) {
                LOG.warnf("A topic is taken without a comparison topic=%s cause=\"%s\"", topic, sentence);
            }
        });
        if (found.fits() && !state.fits()) {
            LOG.info("All topics fit");
        }
    }
}
