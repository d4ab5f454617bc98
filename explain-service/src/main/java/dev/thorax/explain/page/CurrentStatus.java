package dev.thorax.explain.page;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.explain.model.ProductionModel;

/** How the system stands now; open pages are told when it changes. */
@ApplicationScoped
public class CurrentStatus {
    private static final Logger LOG = Logger.getLogger(CurrentStatus.class);
    private static final int TRAININGS = 5;

    private final LatestTrainings trainings = new LatestTrainings(TRAININGS);
    private final ProductionModel production;
    private final PageEvents page;

    CurrentStatus(ProductionModel production, PageEvents page) {
        this.production = production;
        this.page = page;
        production.onChange(this::tell);
    }

    /** How the system stands now. */
    SystemStatus now() {
        return new SystemStatus(production.promoted().orElse(null), trainings.newest());
    }

    @Incoming("trainings-to-show")
    void show(byte[] record) {
        try {
            TrainingProgress progress = Json.read(record, TrainingProgress.class);
            if (progress != null
                    && progress.trainingId() != null
                    && progress.state() != null
                    && progress.at() != null) {
                trainings.add(progress);
                tell();
            }
        } catch (Json.UnreadableEventException e) {
            LOG.warn("A word from a training was passed over reason=\"it is not a TrainingProgress as JSON\"");
        }
    }

    private void tell() {
        page.status(now());
    }
}
