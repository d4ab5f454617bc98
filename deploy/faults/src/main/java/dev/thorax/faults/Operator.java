package dev.thorax.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import dev.thorax.contracts.event.ExplanationRequested;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.TestKeys;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.model.TestBundles;

/** Makes the requests of people: promotions, heat maps and a training. Each has a name under which its answers are counted. */
final class Operator {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final FaultStack stack;
    private final Sender sender;
    private final ScanLedger ledger;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    Operator(FaultStack stack, Sender sender, ScanLedger ledger, Clock clock) {
        this.stack = stack;
        this.sender = sender;
        this.ledger = ledger;
        this.clock = clock;
    }

    static String promotion(String version) {
        return "promotion of " + version;
    }

    static String explanation(String scanId) {
        return "explanation of " + scanId;
    }

    static String training(String trainingId) {
        return "training " + trainingId;
    }

    /** Stores a version of a tiny network, and requests its promotion to production. */
    void promote(String version) throws InterruptedException {
        PromotionRequested request = new PromotionRequested(
                "p-" + version,
                Slot.PRODUCTION.wireName(),
                TestBundles.MODEL,
                version,
                "deploy/faults",
                "A promotion among faults.",
                clock.instant());
        while (!store(version, request)) {
            Thread.sleep(500);
        }
        request(promotion(version), Topics.PROMOTIONS, Slot.PRODUCTION.wireName(), request);
    }

    /** Requests a heat map over Kafka. */
    void explain(String scanId) {
        request(
                explanation(scanId),
                Topics.EXPLANATIONS,
                scanId,
                new ExplanationRequested(scanId, null, null, null, clock.instant()));
    }

    /** Requests a training on a data set that has no scans. It must end in one answer, which is cheap. */
    void train(String trainingId) {
        request(
                training(trainingId),
                Topics.TRAININGS,
                trainingId,
                new TrainingRequested(
                        trainingId, "faults", "convnet50-small", null, null, 1L, clock.instant(), null, null));
    }

    /** Returns whether explain-service answers with the heat map of a diagnosed scan. */
    boolean showsHeatMap(String scanId) throws InterruptedException {
        URI address = stack.url(Target.EXPLAIN).resolve("/explanations/" + scanId);
        try {
            return http.send(
                                    HttpRequest.newBuilder(address)
                                            .header(TestKeys.HEADER, TestKeys.OPERATOR.header())
                                            .timeout(ANSWER)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Stores a version and the approval of its promotion, which training-service keeps if an operator orders it by HTTP. */
    private boolean store(String version, PromotionRequested request) {
        try {
            TestBundles.store(stack.store(), version, version.hashCode());
            stack.store()
                    .put(
                            StorageKeys.approval(request.promotionId()),
                            Json.write(StoredApproval.of(request)),
                            "application/json");
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    private void request(String name, String topic, String key, Object event) {
        ledger.requested(name);
        sender.send(topic, key, Json.write(event), Map.of(), place -> ledger.requestAcknowledged(name));
    }
}
