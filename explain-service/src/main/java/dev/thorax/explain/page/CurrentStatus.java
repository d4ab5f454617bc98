package dev.thorax.explain.page;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.thorax.explain.model.ProductionModel;
import dev.thorax.runtime.kafka.ProgressRecords;

/** Holds the current status and sends it to open pages when it changes. */
@ApplicationScoped
public class CurrentStatus {
    private static final int TRAININGS = 5;

    private final LatestTrainings trainings = new LatestTrainings(TRAININGS);
    private final ProductionModel production;
    private final PageEvents page;

    CurrentStatus(ProductionModel production, PageEvents page) {
        this.production = production;
        this.page = page;
        production.onChange(this::publish);
    }

    /** Returns the current status. */
    SystemStatus now() {
        return new SystemStatus(production.promoted().orElse(null), trainings.newest());
    }

    @Incoming("trainings-to-show")
    void show(byte[] record) {
        ProgressRecords.read(record).ifPresent(progress -> {
            trainings.add(progress);
            publish();
        });
    }

    private void publish() {
        page.status(now());
    }
}
