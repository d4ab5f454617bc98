package dev.thorax.training.validation;

import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.ValidationFile;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.catalog.StoredPictures;
import dev.thorax.training.run.OpenOrders;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Validations in the object store: the order of one that is open, and the outcome, page and figures of one that has ended, for as long
 * as the store keeps them.
 */
@Singleton
public class Validations {
    private static final String JSON = "application/json";

    private final ObjectStore store;
    private final OpenOrders orders;
    private final StoredPictures pictures;
    private final Clock clock;

    Validations(ObjectStore store, OpenOrders orders, StoredPictures pictures, Clock clock) {
        this.store = store;
        this.orders = orders;
        this.pictures = pictures;
        this.clock = clock;
    }

    /** What a validation waits for. */
    private record Delay(String cause) {}

    /** Orders a validation: from now on a worker does it, whatever happens to this process. */
    public void order(ValidationOrder order) {
        orders.add(JobOrder.of(order));
    }

    /** Returns whether a data set has labelled scans. */
    public boolean hasScans(String dataset) {
        return !store.list(StorageKeys.dataset(dataset)).isEmpty();
    }

    /**
     * Returns the newest validations, newest first.
     *
     * @param isWanted selects by what was asked for
     */
    public List<ValidationStatus> newest(Predicate<ValidationOrder> isWanted, int most) {
        Map<String, ValidationStatus> all = new HashMap<>();
        // First the open ones, so that one that ends meanwhile is found as ended.
        store.list(JobKeys.validationOrders()).stream()
                .flatMap(key -> read(key, JobOrder.class).stream())
                .filter(open -> isWanted.test(open.validation()))
                .forEach(open -> all.put(open.validation().validationId(), open(open.validation())));
        store.list(StorageKeys.validations()).stream()
                .filter(Validations::isOutcome)
                .flatMap(key -> read(key, ValidationOutcome.class).stream())
                .filter(end -> isWanted.test(end.order()))
                .forEach(end -> all.put(end.order().validationId(), ValidationStatus.ended(end)));
        return all.values().stream()
                .sorted(Comparator.comparing(ValidationStatus::requestedAt)
                        .reversed()
                        .thenComparing(ValidationStatus::validationId))
                .limit(most)
                .toList();
    }

    private static boolean isOutcome(String key) {
        String[] parts = key.split("/");
        return StorageKeys.isName(parts[1])
                && key.equals(JobKeys.ofValidation(parts[1]).outcome());
    }

    /** Returns a validation with its figures. Empty if none of that id was asked for. */
    public Optional<ValidationStatus> find(String validationId) {
        // First the order, as it leaves when the outcome is there.
        Optional<JobOrder> open = read(JobKeys.ofValidation(validationId).order(), JobOrder.class);
        return outcome(validationId)
                .map(end -> withFigures(ValidationStatus.ended(end)))
                .or(() -> open.map(order -> open(order.validation())));
    }

    private ValidationStatus open(ValidationOrder order) {
        String id = order.validationId();
        ValidationState state = store.exists(StorageKeys.validation(id, ValidationFile.SCANS))
                ? ValidationState.RUNNING
                : ValidationState.QUEUED;
        String delay = read(StorageKeys.validation(id, ValidationFile.DELAY), Delay.class)
                .map(Delay::cause)
                .orElse(null);
        return ValidationStatus.open(order, state, delay);
    }

    private ValidationStatus withFigures(ValidationStatus ended) {
        return read(StorageKeys.validation(ended.validationId(), ValidationFile.FIGURES), JsonNode.class)
                .map(ended::withFigures)
                .orElse(ended);
    }

    /**
     * Returns the page of a done validation with the pictures that are stored now; empty if there is none. A picture whose scan was
     * erased is a placeholder.
     */
    public Optional<byte[]> page(String validationId) {
        try {
            String page = new String(store.get(StorageKeys.validation(validationId, ValidationFile.PAGE)), UTF_8);
            return outcome(validationId).filter(end -> end.result() != null).map(end -> ReportPictures.fill(
                            page,
                            picture -> pictures.find(
                                    StorageKeys.validationPicture(picture.scanId(), validationId, picture.number())))
                    .getBytes(UTF_8));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /** Returns how a validation ended; empty if it has not. */
    Optional<ValidationOutcome> outcome(String validationId) {
        return read(JobKeys.ofValidation(validationId).outcome(), ValidationOutcome.class);
    }

    /** Records why a validation waits. */
    void delay(ValidationOrder order, String cause) {
        store.put(
                StorageKeys.validation(order.validationId(), ValidationFile.DELAY), Json.write(new Delay(cause)), JSON);
    }

    /** Records how a validation ended, and deletes what only its workers needed. */
    void close(ValidationOrder order, WorkerMessage end) {
        JobKeys job = JobKeys.ofValidation(order.validationId());
        ValidationOutcome outcome = new ValidationOutcome(order, end.validation(), end.failure(), clock.instant());
        store.putIfAbsent(job.outcome(), Json.write(outcome), JSON);
        Stream.of(StorageKeys.validation(order.validationId(), ValidationFile.DELAY), job.missing())
                .filter(store::exists)
                .forEach(store::delete);
        store.list(job.folder() + ValidationFile.PARTS).forEach(store::delete);
    }

    private <T> Optional<T> read(String key, Class<T> type) {
        try {
            return Optional.of(Json.read(store.get(key), type));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }
}
