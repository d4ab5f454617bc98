package dev.thorax.runtime.kafka;

import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;

/** Reads the progress of trainings from records that go on to open pages and streams. */
public final class ProgressRecords {
    private static final Logger LOG = Logger.getLogger(ProgressRecords.class);
    private static final int MAX_BYTES = 64 << 10;

    private ProgressRecords() {}

    /** Returns the progress in the value of a record. If it is none, or above 64 KiB, it is counted and logged. */
    public static Optional<TrainingProgress> read(byte[] value) {
        if (value != null && value.length > MAX_BYTES) {
            return ignored("it has " + value.length + " bytes and may have " + MAX_BYTES);
        }
        try {
            TrainingProgress progress = Json.read(value, TrainingProgress.class);
            return progress.trainingId() == null || progress.state() == null || progress.at() == null
                    ? ignored("it has no training, state or time")
                    : Optional.of(progress);
        } catch (Json.UnreadableEventException e) {
            return ignored("it is not a TrainingProgress as JSON");
        }
    }

    private static Optional<TrainingProgress> ignored(String cause) {
        UnreadableRecords.count(Topics.TRAININGS_PROGRESS);
        LOG.warnf("Ignored an unreadable progress event cause=\"%s\"", cause);
        return Optional.empty();
    }
}
