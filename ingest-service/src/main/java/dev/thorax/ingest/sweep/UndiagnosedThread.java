package dev.thorax.ingest.sweep;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/** Looks for scans without a diagnosis twice a day, from ten minutes after the start on. */
@ApplicationScoped
class UndiagnosedThread {
    private static final Logger LOG = Logger.getLogger(UndiagnosedThread.class);
    private static final long FIRST_MINUTES = 10;
    private static final long PERIOD_MINUTES = 60;

    private final UndiagnosedSweep sweep;
    private final ScheduledExecutorService thread;

    UndiagnosedThread(UndiagnosedSweep sweep) {
        this.sweep = sweep;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread sweeper = new Thread(work, "undiagnosed-sweep");
            sweeper.setDaemon(true);
            return sweeper;
        });
    }

    void start(@Observes StartupEvent started) {
        thread.scheduleWithFixedDelay(this::run, FIRST_MINUTES, PERIOD_MINUTES, TimeUnit.MINUTES);
    }

    private void run() {
        try {
            sweep.sweep();
        } catch (RuntimeException e) {
            // Any failure, as a thread that ends would leave scans without a diagnosis.
            LOG.warnf("Scans without a diagnosis are looked for later cause=\"%s\"", e);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
