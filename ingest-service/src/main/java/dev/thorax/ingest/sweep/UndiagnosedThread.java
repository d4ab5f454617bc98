package dev.thorax.ingest.sweep;

import java.time.Duration;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.thorax.runtime.task.RepeatedTask;

/** Looks each hour, from ten minutes after the start on, whether a search for scans without a diagnosis is due. */
@ApplicationScoped
class UndiagnosedThread {
    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final RepeatedTask task;

    UndiagnosedThread(UndiagnosedSweep sweep) {
        this.task = new RepeatedTask("undiagnosed-sweep", sweep::sweep);
    }

    void start(@Observes StartupEvent started) {
        task.start(FIRST, PAUSE);
    }

    @PreDestroy
    void stop() {
        task.close();
    }
}
