package dev.thorax.ingest.patient;

import java.time.Duration;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.thorax.runtime.task.RepeatedTask;

/** Goes on with the erasures that are not done, from the start of the service on. */
@ApplicationScoped
class ErasureThread {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final RepeatedTask task;

    ErasureThread(Erasures erasures) {
        this.task = new RepeatedTask("erasures", erasures::resume);
    }

    void start(@Observes StartupEvent started) {
        task.start(FIRST, PAUSE);
    }

    @PreDestroy
    void stop() {
        task.close();
    }
}
