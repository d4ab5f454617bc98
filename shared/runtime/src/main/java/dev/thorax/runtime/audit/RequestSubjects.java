package dev.thorax.runtime.audit;

import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.RequestScoped;

import dev.thorax.contracts.audit.AuditSubjects;

/** Collects what the request in work is about, as far as its address does not name it. */
@RequestScoped
public class RequestSubjects {
    private AuditSubjects named = AuditSubjects.NONE;

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

    AuditSubjects named() {
        return named;
    }
}
