package dev.thorax.explain.page;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.runtime.kafka.UnreadableRecords;

/** Holds the current status and sends it to open pages when it changes. */
@ApplicationScoped
public class CurrentStatus {
    private static final Logger LOG = Logger.getLogger(CurrentStatus.class);
    private static final int TRAININGS = 5;
    /** Most bytes of a progress event, which goes to each open page. */
    private static final int MAX_BYTES = 64 << 10;

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
        if (record != null && record.length > MAX_BYTES) {
            UnreadableRecords.count(Topics.TRAININGS_PROGRESS);
            LOG.warnf("Ignored a progress event that is too large bytes=%d limit=%d", record.length, MAX_BYTES);
            return;
        }
        try {
            TrainingProgress progress = Json.read(record, TrainingProgress.class);
            if (progress != null
                    && progress.trainingId() != null
                    && progress.state() != null
                    && progress.at() != null) {
                trainings.add(progress);
                publish();
            }
        } catch (Json.UnreadableEventException e) {
            UnreadableRecords.count(Topics.TRAININGS_PROGRESS);
            LOG.warn("Ignored an unreadable progress event cause=\"it is not a TrainingProgress as JSON\"");
        }
    }

    private void publish() {
        page.status(now());
    }
}
