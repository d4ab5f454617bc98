package dev.thorax.training.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.access.signature.BundleSignatures;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.training.event.EventPublisher;
import dev.thorax.training.metrics.TrainingMetrics;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.promotion.Approvals;
import dev.thorax.training.run.Cancellations;
import dev.thorax.training.run.OpenOrders;
import dev.thorax.training.run.TestClock;

/** The request side over a store in memory. */
final class RequestTestBed implements EventPublisher {
    final TestClock clock = new TestClock();
    final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    final List<Message<byte[]>> events = new ArrayList<>();
    final List<Message<byte[]>> published = new ArrayList<>();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final ProgressLog log = new ProgressLog(store, events::add);
    final OpenOrders open = new OpenOrders(store);
    final Cancellations cancellations = new Cancellations(store);
    final TrainingOrders orders = new TrainingOrders(open, log, "torch", clock);
    final CrossValidationCoordinator folds = new CrossValidationCoordinator(orders, cancellations, store, log, clock);
    final TrainingMetrics metrics = new TrainingMetrics(registry);
    final TrainingRequestHandler requests = new TrainingRequestHandler(
            new TrainingRequestValidator(
                    new WorkerDescription("Main", List.of("dl4j", "torch"), List.of("cnn4", "convnet50"), Map.of()),
                    false),
            new RequestRegister(store, log),
            new Approvals(store),
            orders,
            folds,
            log,
            metrics,
            clock);
    final TrainingJobHandler jobs = new TrainingJobHandler(
            folds,
            cancellations,
            store,
            new VersionSigner(store, TestBundles.KEYS.signing(), TestBundles.KEYS.trusted()),
            log,
            this,
            metrics,
            clock);

    @Override
    public void publish(List<Message<byte[]>> records) {
        published.addAll(records);
    }

    /** Publishes unless the first record's end is published. */
    @Override
    public void publishOnce(List<Message<byte[]>> records, Instant since) {
        List<TrainingProgress> ends = progress(published);
        if (progress(records).stream().limit(1).noneMatch(ends::contains)) {
            publish(records);
        }
    }

    static TrainingRequested request(String id, String slot, Integer folds) {
        return new TrainingRequested(
                id, "phantoms", "cnn4", null, slot, 1L, Instant.EPOCH, null, null, folds, null, null);
    }

    List<Message<byte[]>> ask(TrainingRequested request) {
        return requests.answer(request.trainingId(), Json.write(request));
    }

    JobOrder order(TrainingRequested request) {
        return JobOrder.of(request, "torch", clock.instant());
    }

    /** Stores a version as a worker does, and returns the worker's last message. */
    WorkerMessage done(String id) {
        Manifest manifest = new Manifest(
                "cnn4",
                id,
                List.of("A", "B"),
                TestBundles.INPUT,
                Map.of(),
                "torch",
                1,
                Instant.EPOCH,
                null,
                Map.of(),
                Map.of());
        store.put(StorageKeys.bundleFile("cnn4", id, Manifest.MANIFEST), Json.write(manifest), "application/json");
        return WorkerMessage.of(
                new TrainingProgress(id, State.DONE, "cnn4", 3, 9, null, null, null, "Done.", clock.instant()));
    }

    /** Fails if the version is not signed. */
    void checkSignature(String id) {
        String digest = Sha256.of(store.get(StorageKeys.bundleFile("cnn4", id, Manifest.MANIFEST)));
        new BundleSignatures(store, TestBundles.KEYS.trusted()).check("cnn4", id, digest);
    }

    /** Ends a job as the scheduler does. */
    void close(TrainingRequested request, WorkerMessage end) {
        jobs.close(order(request), end);
        store.delete(JobKeys.ofTraining(request.trainingId()).order());
    }

    static List<String> topics(List<Message<byte[]>> records) {
        return records.stream()
                .map(record -> record.getMetadata(OutgoingKafkaRecordMetadata.class)
                        .orElseThrow()
                        .getTopic())
                .toList();
    }

    static List<TrainingProgress> progress(List<Message<byte[]>> records) {
        return records.stream()
                .filter(record ->
                        Topics.TRAININGS_PROGRESS.equals(topics(List.of(record)).get(0)))
                .map(record -> Json.read(record.getPayload(), TrainingProgress.class))
                .toList();
    }
}
