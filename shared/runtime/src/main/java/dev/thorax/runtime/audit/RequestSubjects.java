package dev.thorax.runtime.audit;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;

import dev.thorax.contracts.audit.AuditSubjects;

/** Identifies the request in work, and collects what it is about, as far as its address does not name it. */
@RequestScoped
public class RequestSubjects {
    private final String id = UUID.randomUUID().toString();
    private AuditSubjects named = AuditSubjects.NONE;

    /**
     * Returns the id of the request in the audit. What the request orders has it in its name, so that the record from before
     * says what was ordered.
     */
    public String id() {
        return id;
    }

    /** Adds the scans of an answer. */
    public void addScans(Collection<String> scanIds) {
        named = named.and(AuditSubjects.ofScans(scanIds));
    }

    /** Adds a version of a model. */
    public void addVersion(String model, String version) {
        named = named.and(new AuditSubjects(List.of(), List.of(model + "/" + version), List.of(), List.of()));
    }

    /** Adds a training and the data set that it is about. */
    public void addTraining(String trainingId, String dataset) {
        named = named.and(new AuditSubjects(List.of(), List.of(), List.of(trainingId), List.of(dataset)));
    }

    /** Adds a training. */
    public void addTraining(String trainingId) {
        named = named.and(new AuditSubjects(List.of(), List.of(), List.of(trainingId), List.of()));
    }

    /** Adds a data set. */
    public void addDataset(String dataset) {
        named = named.and(new AuditSubjects(List.of(), List.of(), List.of(), List.of(dataset)));
    }

    AuditSubjects named() {
        return named;
    }
}
