package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.contracts.json.Json;

/** The store's policy of one service, as an operator applies it: {@code deploy/bucket/policies}. */
final class StorePolicy {
    private static final String BUCKET = "arn:aws:s3:::thorax";

    private static final String REMAKE = "remake-images";
    private static final String EARLIER = "pointers for scans of earlier releases";
    private static final String RELABELLED = "a scan that gets another label";
    private static final String AGAIN = "a scan that comes again";
    private static final String STOP = "an orderly stop";
    private static final String BACKBONE = "a recipe with a backbone";
    private static final String CHECKPOINT = "a large checkpoint whose upload fails";
    private static final String CLASSES = "PUT /datasets/DATASET/classes";
    private static final String APPROVAL = "a promotion that an operator approves";
    private static final String DEVICE = "a device that sends scans by HTTP";
    private static final String LATE = "a version that cannot be loaded, in whose place an older one serves";
    private static final String COMPARISON = "a promotion over a version that serves";
    private static final String SWEEP = "the sweep of old objects";
    private static final String ERASURE = "a list or an erasure of a patient";

    /** Rules for what does not happen in the test of the whole way, by service, each with its reason. */
    private static final Map<String, Map<String, String>> ELSEWHERE = Map.of(
            "ingest-service",
            Map.ofEntries(
                    Map.entry("s3:DeleteObject attempts/*", STOP),
                    Map.entry("s3:GetObject contents/*", AGAIN),
                    Map.entry("s3:GetObject scans/*/claim*", AGAIN),
                    Map.entry("s3:GetObject scans/*/original", REMAKE),
                    Map.entry("s3:GetObject scans/*/image.png", REMAKE),
                    Map.entry("s3:GetObject datasets/*", REMAKE),
                    Map.entry("s3:GetObject scans/*/diagnosis.json", EARLIER),
                    Map.entry("s3:DeleteObject datasets/*", RELABELLED),
                    Map.entry("s3:DeleteObject rejected/*", SWEEP),
                    Map.entry("s3:DeleteObject explanations/*", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/original", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/image.png", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/claim*", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/labels/*", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/diagnosis.json", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/senders/*", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/reports/*", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/again.json", ERASURE),
                    Map.entry("s3:PutObject scans/*/senders/*", DEVICE),
                    Map.entry("s3:PutObject scans/*/again.json", "an event that left its topic"),
                    Map.entry("s3:DeleteObject patients/*", ERASURE),
                    Map.entry("s3:DeleteObject contents/*", ERASURE),
                    Map.entry("s3:DeleteObject erasures/*", ERASURE),
                    Map.entry("s3:GetObject patients/*", ERASURE),
                    Map.entry("s3:GetObject models/*", ERASURE),
                    Map.entry("s3:GetObject erasures/*", ERASURE),
                    Map.entry("s3:PutObject erasures/*", ERASURE)),
            "inference-service",
            Map.of(
                    "s3:DeleteObject attempts/*",
                    STOP,
                    "s3:GetObject scans/*/claim*",
                    ERASURE,
                    "s3:GetObject promotions/*",
                    LATE,
                    "s3:ListBucket",
                    LATE),
            "explain-service",
            Map.of(
                    "s3:DeleteObject attempts/*",
                    STOP,
                    "s3:DeleteObject explanations/*",
                    SWEEP,
                    "s3:GetObject scans/*/claim*",
                    ERASURE,
                    "s3:DeleteObject scans/*/diagnosis.json",
                    ERASURE,
                    "s3:GetObject contents/*",
                    DEVICE,
                    "s3:GetObject promotions/*",
                    "a heat map of a version that serves no more",
                    "s3:ListBucket",
                    "the same"),
            "training-service",
            Map.ofEntries(
                    Map.entry("s3:DeleteObject attempts/*", STOP),
                    Map.entry("s3:GetObject backbones/*", BACKBONE),
                    Map.entry("s3:PutObject backbones/*", BACKBONE),
                    Map.entry("s3:AbortMultipartUpload trainings/*", CHECKPOINT),
                    Map.entry("s3:ListMultipartUploadParts trainings/*", CHECKPOINT),
                    Map.entry("s3:PutObject classes/*", CLASSES),
                    Map.entry("s3:GetObject scans/*/labels/*", RELABELLED),
                    Map.entry("s3:GetObject scans/*/claim*", ERASURE),
                    Map.entry("s3:GetObject scans/*/reports/*", "a report that somebody reads"),
                    Map.entry("s3:GetObject approvals/*", APPROVAL),
                    Map.entry("s3:PutObject approvals/*", APPROVAL),
                    Map.entry("s3:GetObject comparisons/*", COMPARISON),
                    Map.entry("s3:PutObject comparisons/*", COMPARISON),
                    Map.entry("s3:DeleteObject comparisons/*", COMPARISON)));

    private StorePolicy() {}

    /** Returns the rules of a service that only {@link #ELSEWHERE} gives a reason for. */
    static Set<String> neededElsewhere(String service) {
        return new TreeSet<>(ELSEWHERE.get(service).keySet());
    }

    /** Returns what a policy allows, as {@code action pattern}; a listing has no pattern, as it cannot be limited by one. */
    static Set<String> allowed(Path project, String service) throws IOException {
        Path file = project.resolve("deploy/bucket/policies").resolve(service + ".json");
        Set<String> allowed = new TreeSet<>();
        for (JsonNode statement : Json.mapper().readTree(Files.readString(file)).path("Statement")) {
            for (JsonNode action : statement.path("Action")) {
                for (JsonNode resource : statement.path("Resource")) {
                    allowed.add(action.asText()
                            + resource.asText().replace(BUCKET, "").replaceFirst("^/", " "));
                }
            }
        }
        return allowed;
    }

    /** Returns the rule that a call of the store needs. */
    static String needed(String operation, String pattern) {
        return switch (operation) {
            case "put", "put-if-absent", "upload" -> "s3:PutObject " + pattern;
            case "read", "open", "exists" -> "s3:GetObject " + pattern;
            case "delete" -> "s3:DeleteObject " + pattern;
            case "list" -> "s3:ListBucket";
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
