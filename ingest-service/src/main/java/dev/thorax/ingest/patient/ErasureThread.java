package dev.thorax.ingest.patient;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/** Goes on with the erasures that are not done, from the start of the service on. */
@ApplicationScoped
class ErasureThread {
    private static final Logger LOG = Logger.getLogger(ErasureThread.class);
    private static final long PERIOD_SECONDS = 15;

    private final Erasures erasures;
    private final ScheduledExecutorService thread;

    ErasureThread(Erasures erasures) {
        this.erasures = erasures;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread resumer = new Thread(work, "erasures");
            resumer.setDaemon(true);
            return resumer;
        });
    }

    void start(@Observes StartupEvent started) {
        thread.scheduleWithFixedDelay(this::run, 1, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void run() {
        try {
            erasures.resume();
        } catch (RuntimeException e) {
            // Any failure, as a thread that ends would leave the patients.
            LOG.warnf("Erasures go on later cause=\"%s\"", e);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
