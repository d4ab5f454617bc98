package dev.thorax.ingest.sweep;

import java.time.Duration;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/** Runs the sweep in one thread beside the service. A failed page is tried again after a pause. */
@ApplicationScoped
public class SweepThread {
    private static final Logger LOG = Logger.getLogger(SweepThread.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final PointerSweep sweep;
    private final Thread thread = new Thread(this::run, "pointer-sweep");

    SweepThread(PointerSweep sweep) {
        this.sweep = sweep;
        thread.setDaemon(true);
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (!sweep.next()) {
                    return;
                }
            } catch (RuntimeException e) {
                LOG.warnf("The sweep for pointers to scans is tried again cause=\"%s\"", e);
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() {
        thread.interrupt();
    }
}
