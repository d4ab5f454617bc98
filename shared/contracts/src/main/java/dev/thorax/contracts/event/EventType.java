package dev.thorax.contracts.event;

import java.util.Arrays;

import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.topic.Topics;

/** Every JSON event: its topic, its CloudEvents type and its record. */
public enum EventType {
    SCAN_STORED(Topics.SCANS_STORED, "dev.thorax.scan.stored.v1", ScanStored.class),
    SCAN_REJECTED(Topics.SCANS_REJECTED, "dev.thorax.scan.rejected.v1", ScanRejected.class),
    SCAN_ERASED(Topics.SCANS_ERASED, "dev.thorax.scan.erased.v1", ScanErased.class),
    DIAGNOSIS(Topics.DIAGNOSES, "dev.thorax.diagnosis.v2", Diagnosis.class),
    /** No service writes it any more. */
    DIAGNOSIS_V1(Topics.DIAGNOSES, "dev.thorax.diagnosis.v1", DiagnosisV1.class),
    TRAINING_REQUESTED(Topics.TRAININGS, "dev.thorax.training.requested.v1", TrainingRequested.class),
    TRAINING_CANCELLED(Topics.TRAININGS_CANCELLATIONS, "dev.thorax.training.cancelled.v1", TrainingCancelled.class),
    TRAINING_PROGRESS(Topics.TRAININGS_PROGRESS, "dev.thorax.training.progress.v1", TrainingProgress.class),
    MODEL_PROMOTED(Topics.MODELS, "dev.thorax.model.promoted.v1", ModelPromoted.class),
    PROMOTION_REQUESTED(Topics.PROMOTIONS, "dev.thorax.promotion.requested.v1", PromotionRequested.class),
    PROMOTION_DECLINED(Topics.PROMOTIONS_DECLINED, "dev.thorax.promotion.declined.v1", PromotionDeclined.class),
    EXPLANATION_REQUESTED(Topics.EXPLANATIONS, "dev.thorax.explanation.requested.v1", ExplanationRequested.class),
    EXPLANATION_READY(Topics.EXPLANATIONS_READY, "dev.thorax.explanation.ready.v1", ExplanationReady.class),
    AUDIT(Topics.AUDIT, "dev.thorax.audit.v1", AuditRecord.class);

    private final String topic;
    private final String type;
    private final Class<? extends Record> data;

    EventType(String topic, String type, Class<? extends Record> data) {
        this.topic = topic;
        this.type = type;
        this.data = data;
    }

    /** The topic that carries it. */
    public String topic() {
        return topic;
    }

    /** The CloudEvents {@code type}, with the version of its schema. */
    public String type() {
        return type;
    }

    /** The record of its data. */
    public Class<? extends Record> data() {
        return data;
    }

    /** Resource path of its JSON Schema. */
    public String schemaResource() {
        return "/schemas/" + type + ".json";
    }

    /** The type whose data is {@code event}. */
    public static EventType of(Record event) {
        return Arrays.stream(values())
                .filter(type -> type.data == event.getClass())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(event.getClass() + " is not an event."));
    }
}
