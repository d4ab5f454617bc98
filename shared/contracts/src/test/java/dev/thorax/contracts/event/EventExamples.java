package dev.thorax.contracts.event;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.contracts.audit.IdentityKind;

/** Makes events as the services write them: of each type with all fields, and with few of them. */
final class EventExamples {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
    private static final String DIGEST = "ab".repeat(32);
    private static final String PATIENT = "p1-3f1c0a9b5d7e2468";
    private static final URI PAGE = URI.create("http://127.0.0.1:8084/explanations/s1");

    private EventExamples() {}

    static Stream<Record> all() {
        return Stream.of(scans(), diagnoses(), trainings(), versions(), explanations(), audits())
                .flatMap(List::stream);
    }

    private static List<Record> scans() {
        return List.of(
                new ScanStored(
                        "s1",
                        PATIENT,
                        "NORMAL",
                        "hospital",
                        "st-anna",
                        DIGEST,
                        "image/png",
                        "scans/s1/image.png",
                        512,
                        400,
                        NOW),
                new ScanStored("s2", null, null, null, null, DIGEST, "image/png", "scans/s2/image.png", 512, 400, NOW),
                new ScanRejected(
                        "s1",
                        "rejected/" + DIGEST,
                        4,
                        DIGEST,
                        "truncated",
                        "The file ends early; send it again.",
                        "thorax.scans-0@7",
                        NOW),
                new ScanRejected("s2", null, 0, DIGEST, "empty", "The record has no picture.", "thorax.scans-0@8", NOW),
                new ScanErased("s1", NOW));
    }

    private static List<Record> diagnoses() {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        probabilities.put("COVID-19", 0.1);
        probabilities.put("NORMAL", 0.9);
        return Stream.of(PATIENT, "")
                .map(patient -> patient.isEmpty() ? null : patient)
                .<Record>flatMap(patient -> Stream.of(
                        new DiagnosisV1(
                                "s1",
                                patient,
                                "NORMAL",
                                probabilities,
                                "convnet50",
                                "t-1",
                                DIGEST,
                                "scans/s1/image.png",
                                1.5,
                                NOW,
                                NOW,
                                PAGE),
                        new Diagnosis(
                                "s1",
                                patient,
                                "NORMAL",
                                probabilities,
                                "convnet50",
                                "t-1",
                                DIGEST,
                                "scans/s1/image.png",
                                1.5,
                                NOW,
                                NOW,
                                PAGE),
                        withLungs(patient),
                        undetermined(patient)))
                .toList();
    }

    private static Diagnosis withLungs(String patient) {
        return new Diagnosis(
                "s3",
                patient,
                Outcome.CLASS,
                null,
                "NORMAL",
                Map.of("NORMAL", 1.0),
                List.of("NORMAL"),
                List.of("NORMAL"),
                "thorax",
                "t-1",
                DIGEST,
                "scans/s3/image.png",
                new LungBox(-12, 40, 480),
                1.5,
                NOW,
                NOW,
                PAGE);
    }

    private static Diagnosis undetermined(String patient) {
        return new Diagnosis(
                "s2",
                patient,
                Outcome.UNDETERMINED,
                UndeterminedReason.UNLIKE_TRAINING_SCANS,
                null,
                null,
                null,
                List.of("COVID-19", "NORMAL"),
                "convnet50",
                "t-1",
                DIGEST,
                "scans/s2/image.png",
                null,
                1.5,
                NOW,
                NOW,
                PAGE);
    }

    private static List<Record> trainings() {
        return List.of(
                new TrainingRequested("t-1", "hospital", "convnet50", null, "production", 1L, NOW, null, null),
                new TrainingRequested(
                        "t-2.fold-1",
                        "hospital",
                        "thorax-lungs",
                        "torch",
                        "candidate",
                        1L,
                        NOW,
                        "ada",
                        "Try it.",
                        5,
                        1,
                        true,
                        "sources",
                        "t-9"),
                new TrainingCancelled("t-1", "operator", null, NOW),
                new TrainingCancelled("t-2", "operator", "Not needed.", NOW),
                new TrainingProgress(
                        "t-1",
                        TrainingProgress.State.RUNNING,
                        "convnet50",
                        1,
                        50,
                        0.9,
                        1.0,
                        0.5,
                        400,
                        120,
                        13.1,
                        240L,
                        "Epoch 2 of at most 50: 120 of 400 images.",
                        NOW),
                TrainingProgress.of("t-2", null, TrainingProgress.State.FAILED, "There is no data set hospital.", NOW));
    }

    private static List<Record> versions() {
        return List.of(
                new ModelPromoted(
                        "production",
                        "convnet50",
                        "t-1",
                        DIGEST,
                        "training t-1",
                        ModelPromoted.Basis.EMPTY_SLOT,
                        "No version was in production.",
                        NOW),
                new ModelPromoted("candidate", "convnet50", "t-1", DIGEST, "operator", null, null, NOW),
                new PromotionRequested("r-1", "candidate", null, null, "Dr. Ada", "The trial is over.", NOW),
                new PromotionRequested("r-2", "production", "convnet50", "t-1", null, null, NOW),
                new PromotionDeclined("r-1", "production", "convnet50", "t-2", "It does not beat t-1.", NOW),
                new PromotionDeclined("r-2", null, null, null, "There is no such slot.", NOW));
    }

    private static List<Record> explanations() {
        return List.of(
                new ExplanationRequested("s1", null, null, null, NOW),
                new ExplanationRequested("s1", "convnet50", "t-1", "NORMAL", NOW),
                new ExplanationReady(
                        "s1",
                        "convnet50",
                        "t-1",
                        "NORMAL",
                        "explanations/s1/convnet50/t-1/NORMAL-gradcam.png",
                        PAGE,
                        null,
                        NOW),
                new ExplanationReady(
                        "s1", null, null, null, null, null, "There is no scan s1; ask for one that was stored.", NOW));
    }

    private static List<Record> audits() {
        return List.of(
                new AuditRecord(
                        null,
                        new AuditCaller("ward-3", IdentityKind.KEY, List.of("clinician"), "192.0.2.7"),
                        AuditAction.LISTED,
                        "GET /diagnoses",
                        200,
                        AuditSubjects.ofScans(List.of("s1", "s2")),
                        1,
                        "explain",
                        NOW),
                new AuditRecord(
                        "c0ffee",
                        new AuditCaller("operator-1", IdentityKind.KEY, List.of("operator"), null),
                        AuditAction.ERASED,
                        "POST /patients/erasures",
                        null,
                        AuditSubjects.NONE,
                        1,
                        "ingest",
                        NOW));
    }
}
