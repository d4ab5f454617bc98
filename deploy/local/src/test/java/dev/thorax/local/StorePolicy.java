package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.contracts.json.Json;

/** The store's policy of one service, as an operator applies it: {@code deploy/bucket/policies}. */
final class StorePolicy {
    private static final String BUCKET = "arn:aws:s3:::thorax";

    /** The command remake-images, which is a process of its own. */
    private static final String REMAKE = "RemakeCommandIT";
    /** Pointers for scans of earlier releases, which an empty bucket does not have. */
    private static final String EARLIER = "PointerSweepTest";
    /** An orderly stop: who has stopped shows no metrics. */
    private static final String STOP = "CrashAwareRebalanceListenerTest";
    /** A recipe with a backbone, whose weights come from elsewhere. */
    private static final String BACKBONE = "BackboneFilesTest";
    /** An upload in parts that fails. */
    private static final String PARTS = "S3ObjectStoreIT";
    /** A version that cannot be loaded, in whose place an older one serves. */
    private static final String LATE = "PromotionFollowerTest";
    /** Sweeps, which take what is older than a run. */
    private static final String SWEEP = "ObjectSweepTest";
    /** An event that left its topic. */
    private static final String LEFT = "UndiagnosedSweepTest";
    /** A scan that gets another label. */
    private static final String RELABELLED = "DatasetFilerTest";

    /** The training of a lung finder, which alone reads masks. */
    private static final String LUNGS = "SegmentationJobTest";

    private static final String COMPARISON = "PromotionDeciderIT";
    private static final String VALIDATION = "ValidationIT";
    /** What an erasure deletes that the scan of the whole way does not have, or meets at another moment. */
    private static final String ERASURE = "ErasureIT";

    /** Rules for what cannot happen in the test of the whole way, by service, each with the test in which it does. */
    private static final Map<String, Map<String, String>> ELSEWHERE = Map.of(
            "ingest-service",
            Map.ofEntries(
                    Map.entry("s3:DeleteObject attempts/*", STOP),
                    Map.entry("s3:GetObject scans/*/original", REMAKE),
                    Map.entry("s3:GetObject scans/*/image.png", REMAKE),
                    Map.entry("s3:GetObject datasets/*", REMAKE),
                    Map.entry("s3:GetObject scans/*/diagnosis.json", EARLIER),
                    Map.entry("s3:DeleteObject rejected/*", SWEEP),
                    Map.entry("s3:DeleteObject explanations/*", ERASURE),
                    Map.entry("s3:PutObject scans/*/mask.png", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/mask.png", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/claim*", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/reports/*", ERASURE),
                    Map.entry("s3:DeleteObject scans/*/again.json", ERASURE),
                    Map.entry("s3:PutObject scans/*/again.json", LEFT),
                    Map.entry("s3:DeleteObject patients/*", ERASURE),
                    Map.entry("s3:DeleteObject erasures/*", ERASURE),
                    Map.entry("s3:GetObject erasures/*", ERASURE)),
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
                    "s3:DeleteObject scans/*/diagnosis.json",
                    ERASURE,
                    "s3:GetObject promotions/*",
                    "SessionPoolTest",
                    "s3:ListBucket",
                    "SessionPoolTest"),
            "training-service",
            Map.ofEntries(
                    Map.entry("s3:DeleteObject attempts/*", STOP),
                    Map.entry("s3:GetObject backbones/*", BACKBONE),
                    Map.entry("s3:PutObject backbones/*", BACKBONE),
                    Map.entry("s3:AbortMultipartUpload trainings/*", PARTS),
                    Map.entry("s3:ListMultipartUploadParts trainings/*", PARTS),
                    Map.entry("s3:GetObject scans/*/labels/*", RELABELLED),
                    Map.entry("s3:GetObject scans/*/mask.png", LUNGS),
                    Map.entry("s3:GetObject comparisons/*", COMPARISON),
                    Map.entry("s3:PutObject comparisons/*", COMPARISON),
                    Map.entry("s3:DeleteObject comparisons/*", COMPARISON),
                    Map.entry("s3:GetObject validations/*", VALIDATION),
                    Map.entry("s3:PutObject validations/*", VALIDATION),
                    Map.entry("s3:DeleteObject validations/*", VALIDATION)));

    private StorePolicy() {}

    /** Returns the rules of a service that another test needs. */
    static Set<String> neededElsewhere(String service) {
        return new TreeSet<>(ELSEWHERE.get(service).keySet());
    }

    /** Returns the names of these tests. */
    static Set<String> otherTests() {
        return ELSEWHERE.values().stream()
                .flatMap(rules -> rules.values().stream())
                .collect(Collectors.toCollection(TreeSet::new));
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
