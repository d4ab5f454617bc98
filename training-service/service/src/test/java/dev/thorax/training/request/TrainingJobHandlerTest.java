package dev.thorax.training.request;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.WorkerMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class TrainingJobHandlerTest {
    private final RequestTestBed bed = new RequestTestBed();
    private final TrainingRequested request = RequestTestBed.request("t-1", "production", null);

    @Test
    void shouldPublishTheEndTogetherWithTheRequestForAPromotion() {
        bed.store.put(StorageKeys.checkpoint("t-1"), new byte[1], "application/octet-stream");

        bed.jobs.close(bed.order(request), bed.done("t-1"));

        assertThat(RequestTestBed.topics(bed.published)).containsExactly(Topics.TRAININGS_PROGRESS, Topics.PROMOTIONS);
        PromotionRequested promotion = Json.read(bed.published.get(1).getPayload(), PromotionRequested.class);
        assertThat(promotion.promotionId()).isEqualTo("training-t-1");
        assertThat(promotion.version()).isEqualTo("t-1");
        assertThat(bed.store.list(""))
                .containsExactly(
                        StorageKeys.bundleFile("cnn4", "t-1", Manifest.MANIFEST),
                        StorageKeys.signature("cnn4", "t-1"),
                        StorageKeys.progress("t-1"));
        assertThat(bed.registry
                        .get("thorax.trainings.ended")
                        .tag("state", "DONE")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldSignAVersionBeforeItsTrainingIsDone() {
        WorkerMessage done = bed.done("t-1");
        bed.store.beforeEachCall(call -> {
            if (call.endsWith(StorageKeys.progress("t-1")) && call.startsWith("put")) {
                bed.checkSignature("t-1");
            }
        });

        bed.jobs.close(bed.order(request), done);
        bed.jobs.close(bed.order(request), done);

        bed.checkSignature("t-1");
    }

    @Test
    void shouldFailATrainingWhoseVersionCannotBeSigned() {
        WorkerMessage done = bed.done("t-1");
        bed.store.put(StorageKeys.signature("cnn4", "t-1"), new byte[64], "application/octet-stream");

        bed.jobs.close(bed.order(request), done);

        assertFailed("No trusted key has signed the manifest of version t-1 of cnn4");
    }

    @Test
    void shouldFailATrainingWithoutAVersionOrWithAnotherOne() {
        WorkerMessage done = bed.done("t-1");
        bed.store.delete(StorageKeys.bundleFile("cnn4", "t-1", Manifest.MANIFEST));
        bed.jobs.close(bed.order(request), done);
        assertFailed("The object store holds no manifest for version t-1 of cnn4");

        bed.done("t-3");
        WorkerMessage other = bed.done("t-2");
        bed.store.put(
                StorageKeys.bundleFile("cnn4", "t-2", Manifest.MANIFEST),
                bed.store.get(StorageKeys.bundleFile("cnn4", "t-3", Manifest.MANIFEST)),
                "application/json");
        bed.published.clear();
        bed.jobs.close(bed.order(RequestTestBed.request("t-2", "production", null)), other);
        assertFailed("The manifest of version t-2 of cnn4 is that of another version, so the version is not signed");
    }

    private void assertFailed(String sentence) {
        assertThat(RequestTestBed.topics(bed.published)).containsExactly(Topics.TRAININGS_PROGRESS);
        assertThat(RequestTestBed.progress(bed.published)).singleElement().satisfies(end -> {
            assertThat(end.state()).isEqualTo(State.FAILED);
            assertThat(end.message()).startsWith(sentence);
        });
    }

    @Test
    void shouldPublishAFailureWithoutAPromotion() {
        bed.jobs.close(bed.order(request), WorkerMessage.failed("It cannot be."));

        assertThat(RequestTestBed.progress(bed.published))
                .extracting(TrainingProgress::state, TrainingProgress::message)
                .containsExactly(tuple(State.FAILED, "It cannot be."));
        assertThat(bed.published).hasSize(1);
    }

    @Test
    void shouldPublishOneEndHoweverOftenTheTrainingIsClosed() {
        bed.jobs.close(bed.order(request), bed.done("t-1"));
        bed.jobs.close(bed.order(request), WorkerMessage.failed("A replica that hung says otherwise."));

        assertThat(RequestTestBed.progress(bed.published))
                .extracting(TrainingProgress::state)
                .containsExactly(State.DONE);
        assertThat(bed.jobs.settled(bed.order(request))).contains(bed.done("t-1"));
    }

    @Test
    void shouldEndACancelledTrainingWithItsLastFigures() {
        bed.log.publish(new TrainingProgress(
                "t-1", State.RUNNING, "cnn4", 4, 9, 0.1, 0.2, 0.3, "Epoch 4", bed.clock.instant()));
        assertThat(bed.jobs.settled(bed.order(request))).isEmpty();

        bed.cancellations.keep(new TrainingCancelled("t-1", "Dr. X", "wrong data", Instant.EPOCH));

        assertThat(bed.jobs.isCancelled(bed.order(request))).isTrue();
        TrainingProgress end =
                bed.jobs.settled(bed.order(request)).orElseThrow().progress();
        assertThat(end.state()).isEqualTo(State.CANCELLED);
        assertThat(end.epoch()).isEqualTo(4);
        assertThat(end.message()).isEqualTo("The training was cancelled by Dr. X: wrong data.");
    }

    @Test
    void shouldPublishThatACrashedTrainingIsBegunOnceMore() {
        bed.jobs.restarted(bed.order(request), "It was killed.");

        assertThat(RequestTestBed.progress(bed.events))
                .extracting(TrainingProgress::message)
                .containsExactly("It was killed. It is begun once more.");
        assertThat(bed.jobs.publishedUntil(bed.order(request))).isEqualTo(bed.clock.instant());
    }
}
