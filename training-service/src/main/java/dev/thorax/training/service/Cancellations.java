package dev.thorax.training.service;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.thorax.events.EventJson;
import dev.thorax.events.TrainingCancelled;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectMissing;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.store.PatientStore;

/** Which trainings nobody wants any more, in the object store, where the replica that runs or will run one finds it. */
@Singleton
public class Cancellations {
    private static final int MOST = 200;

    private final ObjectStore store;
    private final PatientStore patient;

    Cancellations(ObjectStore store, PatientStore patient) {
        this.store = store;
        this.patient = patient;
    }

    /** Keeps the wish, however long the store is away; the first one of a training counts. */
    void keep(TrainingCancelled asked) {
        patient.putIfAbsent(Keys.cancellation(asked.trainingId()), EventJson.write(asked), "application/json");
    }

    boolean isAsked(String trainingId) {
        return store.exists(Keys.cancellation(trainingId));
    }

    Optional<TrainingCancelled> find(String trainingId) {
        try {
            return Optional.of(EventJson.read(store.get(Keys.cancellation(trainingId)), TrainingCancelled.class));
        } catch (ObjectMissing e) {
            return Optional.empty();
        }
    }

    /** What the last event of a cancelled training says. */
    static String sentence(TrainingCancelled asked) {
        String by = asked.by() == null || asked.by().isBlank()
                ? "someone"
                : cut(asked.by().strip());
        String why = asked.why() == null || asked.why().isBlank()
                ? ""
                : ": " + cut(asked.why().strip());
        return "The training was cancelled by " + by + why + (why.endsWith(".") ? "" : ".");
    }

    private static String cut(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
