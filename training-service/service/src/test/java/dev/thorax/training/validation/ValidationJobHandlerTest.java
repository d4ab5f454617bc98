package dev.thorax.training.validation;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.thorax.access.signature.BundleSignatures;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.ValidationFile;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.contracts.worker.ValidationResult;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.training.catalog.StoredPictures;
import dev.thorax.training.metrics.TrainingMetrics;
import dev.thorax.training.run.Attempts;
import dev.thorax.training.run.OpenOrders;
import dev.thorax.training.run.TestClock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ValidationJobHandlerTest {
    private static final ValidationResult RESULT = new ValidationResult(12, 9, 3, null);

    private final TestClock clock = new TestClock();
    private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Validations validations =
            new Validations(store, new OpenOrders(store), new StoredPictures(store), clock);
    private final ValidationJobHandler handler = new ValidationJobHandler(
            validations,
            new Attempts(store),
            new VersionSigner(store, TestBundles.KEYS.signing(), TestBundles.KEYS.trusted()),
            new TrainingMetrics(registry));

    @Test
    void shouldShowAValidationFromItsOrderToItsPage() {
        ValidationOrder order = order("v-1", "2026-01-01T00:00:00Z");
        validations.order(order);
        assertThat(validations.find("v-1").orElseThrow().state()).isEqualTo(ValidationState.QUEUED);

        put("v-1", ValidationFile.SCANS, "{}");
        handler.postponed(JobOrder.of(order), "The store holds no model.onnx.");
        assertThat(validations.find("v-1").orElseThrow())
                .returns(ValidationState.RUNNING, ValidationStatus::state)
                .returns("The store holds no model.onnx.", ValidationStatus::delay);

        put("v-1", ValidationFile.part(0), "{}");
        put("v-1", ValidationFile.FIGURES, "{\"outcome\":{\"scans\":12}}");
        put("v-1", ValidationFile.PAGE, "<img src=\"scan:s-1/0\"><img src=\"scan:s-2/0\">");
        store.put(StorageKeys.validationPicture("s-1", "v-1", 0), new byte[] {1, 2}, "image/jpeg");
        assertThat(validations.page("v-1")).isEmpty();
        close(order, WorkerMessage.of(RESULT));

        ValidationStatus done = validations.find("v-1").orElseThrow();
        assertThat(done.state()).isEqualTo(ValidationState.DONE);
        assertThat(done.result()).isEqualTo(RESULT);
        assertThat(done.endedAt()).isEqualTo(clock.instant());
        assertThat(done.report()).isEqualTo(URI.create("/validations/v-1/report.html"));
        assertThat(done.figures().at("/outcome/scans").asInt()).isEqualTo(12);
        assertThat(done.delay()).isNull();
        assertThat(new String(validations.page("v-1").orElseThrow(), UTF_8))
                .contains("src=\"data:image/jpeg;base64,AQI=\"", "src=\"data:image/svg+xml;base64,");
        assertThat(store.list(JobKeys.ofValidation("v-1").folder()))
                .containsExactlyInAnyOrder(
                        JobKeys.ofValidation("v-1").outcome(),
                        StorageKeys.validation("v-1", ValidationFile.SCANS),
                        StorageKeys.validation("v-1", ValidationFile.FIGURES),
                        StorageKeys.validation("v-1", ValidationFile.PAGE));
        assertThat(registry.get("thorax.validations.ended")
                        .tag("state", "DONE")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldKeepTheFirstEndAndNeedNoWorkerAfterIt() {
        ValidationOrder order = order("v-1", "2026-01-01T00:00:00Z");
        JobOrder job = JobOrder.of(order);
        assertThat(handler.settled(job)).isEmpty();

        handler.close(job, WorkerMessage.failed("Nothing is left."));
        handler.close(job, WorkerMessage.of(RESULT));

        assertThat(handler.settled(job)).contains(WorkerMessage.failed("Nothing is left."));
        assertThat(validations.find("v-1").orElseThrow())
                .returns(ValidationState.FAILED, ValidationStatus::state)
                .returns("Nothing is left.", ValidationStatus::failure)
                .returns(null, ValidationStatus::report);
        assertThat(validations.page("v-1")).isEmpty();
    }

    @Test
    void shouldSignTheVersionThatWasCalibrated() {
        byte[] manifest = Json.write(TestBundles.manifest("v-1", TestBundles.INPUT, Map.of()));
        store.put(StorageKeys.bundleFile(TestBundles.MODEL, "v-1", Manifest.MANIFEST), manifest, "application/json");
        ValidationOrder order =
                new ValidationOrder("v-1", TestBundles.MODEL, "t-1", "site", null, 0.9, "Ada", null, Instant.EPOCH);
        WorkerMessage end = WorkerMessage.of(new ValidationResult(12, 9, 3, "v-1"));

        handler.close(JobOrder.of(order), end);

        assertThat(new BundleSignatures(store, TestBundles.KEYS.trusted())
                        .check(TestBundles.MODEL, "v-1", Sha256.of(manifest)))
                .isNotEmpty();
        assertThat(validations.find("v-1").orElseThrow().result().calibrated()).isEqualTo("v-1");
        // Again with the same end, as after a crash.
        handler.close(JobOrder.of(order), end);
        assertThat(handler.settled(JobOrder.of(order))).contains(end);
    }

    @Test
    void shouldFailIfTheCalibratedVersionCannotBeSigned() {
        ValidationOrder order = order("v-1", "2026-01-01T00:00:00Z");

        handler.close(JobOrder.of(order), WorkerMessage.of(new ValidationResult(12, 9, 3, "v-1")));

        assertThat(validations.find("v-1").orElseThrow())
                .returns(ValidationState.FAILED, ValidationStatus::state)
                .returns(null, ValidationStatus::result);
    }

    @Test
    void shouldListOpenAndEndedValidationsNewestFirstAndEachOnce() {
        validations.order(order("v-1", "2026-01-01T00:00:00Z"));
        validations.order(order("v-3", "2026-01-03T00:00:00Z"));
        ValidationOrder second = order("v-2", "2026-01-02T00:00:00Z");
        validations.order(second);
        // Its order is still there.
        handler.close(JobOrder.of(second), WorkerMessage.of(RESULT));

        List<ValidationStatus> all = validations.newest(order -> true, 50);

        assertThat(all)
                .extracting(ValidationStatus::validationId, ValidationStatus::state)
                .containsExactly(
                        tuple("v-3", ValidationState.QUEUED),
                        tuple("v-2", ValidationState.DONE),
                        tuple("v-1", ValidationState.QUEUED));
        assertThat(validations.newest(order -> true, 1)).hasSize(1);
        assertThat(validations.newest(order -> order.model().equals("other"), 50))
                .isEmpty();
    }

    @Test
    void shouldHandleValidationsOnly() {
        TrainingRequested training =
                new TrainingRequested("t-1", "d", "cnn4", null, null, 1L, Instant.EPOCH, null, null);

        assertThat(handler.handles(JobOrder.of(order("v-1", "2026-01-01T00:00:00Z"))))
                .isTrue();
        assertThat(handler.handles(JobOrder.of(training, "torch", Instant.EPOCH)))
                .isFalse();
    }

    @Test
    void shouldKnowNoValidationThatNobodyAskedFor() {
        assertThat(validations.find("v-1")).isEmpty();
        assertThat(validations.page("v-1")).isEmpty();
        assertThat(validations.hasScans("site")).isFalse();
        store.put(StorageKeys.pointer("site", "A", "s-1"), Json.write(Map.of()), "application/json");
        assertThat(validations.hasScans("site")).isTrue();
    }

    private void close(ValidationOrder order, WorkerMessage end) {
        handler.close(JobOrder.of(order), end);
        store.delete(JobOrder.of(order).keys().order());
    }

    private void put(String id, String file, String text) {
        store.put(StorageKeys.validation(id, file), text.getBytes(UTF_8), "text/plain");
    }

    private static ValidationOrder order(String id, String at) {
        return new ValidationOrder(id, "m", "v", "site", null, null, "Ada", null, Instant.parse(at));
    }
}
