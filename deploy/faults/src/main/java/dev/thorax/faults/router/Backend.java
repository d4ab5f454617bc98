package dev.thorax.faults.router;

import java.net.URI;
import java.util.function.BooleanSupplier;

/** One replica behind a {@link ServiceRouter}: it gets requests while it is ready and not leaving. Safe for use by many threads. */
public final class Backend {
    /** As the readiness probe in {@code k8s/}. */
    private static final int FAILURES = 3;

    private final URI url;
    private final BooleanSupplier ready;
    private int inWork;
    private int failures = FAILURES;
    private boolean leaving;

    /**
     * Creates a replica that counts as not ready until it was looked at.
     *
     * @param url the address of its HTTP server
     * @param ready whether its probe succeeds now
     */
    public Backend(URI url, BooleanSupplier ready) {
        this.url = url;
        this.ready = ready;
    }

    /** Gives it no new requests, as a pod that is being deleted gets none. */
    public synchronized void leave() {
        leaving = true;
    }

    /** Gives it requests again as soon as it is ready. */
    public synchronized void comeBack() {
        failures = FAILURES;
        leaving = false;
    }

    /** Returns whether it is given requests. */
    public synchronized boolean isServing() {
        return !leaving && failures < FAILURES;
    }

    /** Returns whether it has answered all requests that it was given. */
    public synchronized boolean isIdle() {
        return inWork == 0;
    }

    /** Probes it. */
    void look() {
        boolean isReady = ready.getAsBoolean();
        synchronized (this) {
            failures = isReady ? 0 : Math.min(FAILURES, failures + 1);
        }
    }

    URI url() {
        return url;
    }

    /** Returns whether it takes one more request. */
    synchronized boolean begin() {
        if (isServing()) {
            inWork++;
            return true;
        }
        return false;
    }

    synchronized void end() {
        inWork--;
    }
}
