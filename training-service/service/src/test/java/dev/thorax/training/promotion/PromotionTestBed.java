package dev.thorax.training.promotion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.training.event.EventPublisher;
import dev.thorax.training.run.Attempts;
import dev.thorax.training.run.OpenOrders;
import dev.thorax.training.run.TestClock;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The registry over a store in memory, with a log of promotions that a test writes. */
final class PromotionTestBed extends PromotionLog implements EventPublisher {
    static final Gate GATE = Gate.of(new Gate.Limits(30, 0.2, 0.4, 0.05, 100));
    static final String MODEL = "m";

    final TestClock clock = new TestClock();
    final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    final List<ModelPromoted> newestFirst = new ArrayList<>();
    final List<Message<byte[]>> published = new ArrayList<>();
    final Comparisons comparisons = new Comparisons(store, new OpenOrders(store), 5, clock);
    final DecisionStore decisions = new DecisionStore(store);
    final PromotionDecider decider = new PromotionDecider(
            new VersionReader(store, TestBundles.KEYS.trusted()),
            this,
            decisions,
            new ProductionRule(0.05, new SlotHistory(this, decisions), comparisons),
            comparisons,
            new Approvals(store),
            clock);
    final ComparisonJobHandler jobs = new ComparisonJobHandler(comparisons, decisions, new Attempts(store), this);

    PromotionTestBed() {
        super(Map.of());
    }

    @Override
    public synchronized List<ModelPromoted> history(String slot) {
        return Slot.PRODUCTION.isNamed(slot) ? List.copyOf(newestFirst) : List.of();
    }

    @Override
    synchronized boolean isPublished(String eventId) {
        return false;
    }

    @Override
    public void publish(List<Message<byte[]>> records) {
        published.addAll(records);
    }

    @Override
    public void publishOnce(List<Message<byte[]>> records, Instant since) {
        throw new AssertionError("A promotion is published again, and decided once.");
    }

    /** Writes a version, with its margin over the shortcut controls, or null if it was not audited. */
    void version(String version, Double margin) {
        audited(version, margin == null ? null : Map.of("margin", margin));
    }

    /** Writes a version with its audit, or null if it was not audited. */
    void audited(String version, Map<String, Object> audit) {
        audited(version, audit, GATE);
    }

    /** Writes a version with its audit and its gate, each null if there is none. */
    void audited(String version, Map<String, Object> audit, Gate gate) {
        byte[] network = version.getBytes(UTF_8);
        Manifest manifest = new Manifest(
                MODEL,
                version,
                List.of("A", "B"),
                new InputSpec(8, 8, InputSpec.Interpolation.AREA),
                Map.of(),
                "none",
                1,
                clock.instant(),
                null,
                audit == null ? Map.of() : Map.of("audit", audit),
                Map.of(Manifest.MODEL, Sha256.of(network)),
                null,
                null,
                gate);
        put(version, Manifest.MODEL, network);
        TestBundles.storeManifest(store, MODEL, version, Json.write(manifest));
    }

    /** Writes a version that finds lungs. */
    void lungFinder(String version) {
        byte[] lungs = version.getBytes(UTF_8);
        Manifest manifest = new Manifest(
                        MODEL,
                        version,
                        List.of("LUNGS"),
                        new InputSpec(8, 8, InputSpec.Interpolation.AREA),
                        Map.of(),
                        "none",
                        1,
                        clock.instant(),
                        null,
                        Map.of(),
                        Map.of(Manifest.LUNGS, Sha256.of(lungs)))
                .ofKind(Manifest.Kind.SEGMENTATION);
        put(version, Manifest.LUNGS, lungs);
        TestBundles.storeManifest(store, MODEL, version, Json.write(manifest));
    }

    void put(String version, String file, byte[] bytes) {
        store.put(StorageKeys.bundleFile(MODEL, version, file), bytes, "application/octet-stream");
    }

    void serves(String version) {
        newestFirst.add(
                0,
                new ModelPromoted(
                        Slot.PRODUCTION.wireName(),
                        MODEL,
                        version,
                        "0".repeat(64),
                        "Ada",
                        Basis.WORD,
                        "why",
                        clock.instant()));
    }

    static PromotionRequested request(String id, String slot, String version, String by, String why) {
        return new PromotionRequested(id, slot, MODEL, version, by, why, Instant.EPOCH);
    }

    /** Returns a request whose approval an operator gave before. */
    PromotionRequested approved(PromotionRequested request) {
        new Approvals(store).give(StoredApproval.of(request));
        return request;
    }

    /** Decides about a request, whose approval an operator gave before. */
    Optional<PromotionDecision> decide(PromotionRequested request) {
        if (request.by() != null) {
            approved(request);
        }
        return decider.decide(PromotionCommand.of(request), request);
    }

    /** Returns the open comparisons. */
    List<JobOrder> orders() {
        return store.list(JobKeys.orders()).stream()
                .map(key -> Json.read(store.get(key), JobOrder.class))
                .toList();
    }

    /** Ends a comparison as the scheduler does. */
    void close(JobOrder order, WorkerMessage end) {
        jobs.close(order, end);
        store.delete(order.keys().order());
    }
}
