package dev.thorax.training.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.promotion.Approvals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrainingRequestHandlerTest {
    private final RequestTestBed bed = new RequestTestBed();

    @Test
    void shouldOpenAnOrderAndAnswerThatTheTrainingWaits() {
        List<Message<byte[]>> records = bed.ask(RequestTestBed.request("t-1", null, null));

        assertThat(RequestTestBed.progress(records))
                .extracting(TrainingProgress::state)
                .containsExactly(State.QUEUED);
        JobOrder order = Json.read(bed.store.get("runs/trainings/t-1.json"), JobOrder.class);
        assertThat(order.training().trainingId()).isEqualTo("t-1");
        assertThat(order.engine()).isEqualTo("torch");
    }

    @Test
    void shouldKeepEachFoldAsAnOrderBeforeItsRequestIsAcknowledged() {
        bed.ask(RequestTestBed.request("cv", null, 3));
        bed.clock.advance(Duration.ofDays(400));

        assertThat(bed.store.list(JobKeys.orders()))
                .containsExactly(
                        "runs/trainings/cv.fold-1.json",
                        "runs/trainings/cv.fold-2.json",
                        "runs/trainings/cv.fold-3.json");
    }

    @Test
    void shouldGiveTheSameAnswerToARequestThatComesAgain() {
        TrainingRequested request = RequestTestBed.request("t-1", null, null);
        List<TrainingProgress> first = RequestTestBed.progress(bed.ask(request));
        bed.clock.advance(Duration.ofHours(1));

        assertThat(RequestTestBed.progress(bed.ask(request))).isEqualTo(first);
        assertThat(bed.store.list(JobKeys.orders())).hasSize(1);
    }

    @Test
    void shouldAnswerNothingMoreWhileATrainingRuns() {
        TrainingRequested request = RequestTestBed.request("t-1", null, null);
        bed.ask(request);
        bed.log.publish(new TrainingProgress(
                "t-1", State.RUNNING, "cnn4", 1, 9, null, null, null, "Epoch 1", bed.clock.instant()));

        assertThat(bed.ask(request)).isEmpty();
    }

    @Test
    void shouldGiveTheEndOfATrainingThatHasEndedAgain() {
        TrainingRequested request = RequestTestBed.request("t-1", "production", null);
        bed.ask(request);
        bed.close(request, bed.done("t-1"));

        List<Message<byte[]>> again = bed.ask(request);

        assertThat(RequestTestBed.topics(again)).containsExactly(Topics.TRAININGS_PROGRESS, Topics.PROMOTIONS);
        assertThat(again.get(0).getPayload()).isEqualTo(bed.published.get(0).getPayload());
        assertThat(bed.store.list(JobKeys.orders())).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBeReadOrNamesWhatDoesNotExist() {
        assertThat(RequestTestBed.progress(bed.requests.answer("k", "{".getBytes(UTF_8))))
                .extracting(TrainingProgress::message)
                .allMatch(message -> message.startsWith("The record is not a TrainingRequested as JSON"));
        assertThat(bed.requests.answer(null, "null".getBytes(UTF_8))).isEmpty();
        assertThat(refusal("{\"trainingId\":\"t\",\"dataset\":\"d\",\"recipe\":\"vgg\"}"))
                .isEqualTo("There is no recipe \"vgg\" here; use one of cnn4, convnet50.");
        assertThat(refusal("{\"trainingId\":\"t\",\"dataset\":\"d\",\"recipe\":\"cnn4\",\"engine\":\"abacus\"}"))
                .isEqualTo("There is no engine \"abacus\" here; use one of dl4j, torch.");
        assertThat(refusal("{\"trainingId\":\"t\",\"dataset\":\"d\",\"recipe\":\"cnn4\",\"folds\":11}"))
                .startsWith("A cross-validation must have 2 to 10 folds, not 11");
        assertThat(bed.store.list(JobKeys.orders())).isEmpty();
    }

    @Test
    void shouldRefuseAnIdThatStandsForAnotherRequestAndLeaveThatAsItIs() {
        bed.ask(RequestTestBed.request("t-1", null, null));
        bed.log.publish(new TrainingProgress(
                "t-1", State.RUNNING, "cnn4", 1, 9, null, null, null, "Epoch 1", bed.clock.instant()));

        List<Message<byte[]>> records = bed.ask(RequestTestBed.request("t-1", "production", null));

        assertThat(RequestTestBed.progress(records)).singleElement().satisfies(refused -> {
            assertThat(refused.state()).isEqualTo(State.FAILED);
            assertThat(refused.message()).startsWith("The training id t-1 stands for another request already");
        });
        assertThat(bed.log.latest("t-1").orElseThrow().state()).isEqualTo(State.RUNNING);
        assertThat(bed.store.list(JobKeys.orders())).hasSize(1);
    }

    @Test
    void shouldNotEndARunningTrainingByARequestThatCannotBeRead() {
        bed.ask(RequestTestBed.request("t-1", null, null));

        bed.requests.answer("t-1", "{".getBytes(UTF_8));
        bed.requests.answer("t-1", "{\"trainingId\":\"t-1\",\"dataset\":\"d\",\"recipe\":\"vgg\"}".getBytes(UTF_8));

        assertThat(bed.log.latest("t-1").orElseThrow().state()).isEqualTo(State.QUEUED);
    }

    @Test
    void shouldRefuseTheIdOfAnOlderTrainingOfAnotherRecipe() {
        bed.log.keep(new TrainingProgress(
                "t-1", State.DONE, "convnet50", 1, 9, null, null, null, "Done.", bed.clock.instant()));

        assertThat(RequestTestBed.progress(bed.ask(RequestTestBed.request("t-1", "production", null))))
                .extracting(TrainingProgress::state)
                .containsExactly(State.FAILED);
        assertThat(bed.log.latest("t-1").orElseThrow().state()).isEqualTo(State.DONE);
    }

    @Test
    void shouldRefuseAnApprovalThatNobodyGave() {
        assertThat(RequestTestBed.progress(bed.ask(approved("t-1"))))
                .singleElement()
                .satisfies(refused -> assertThat(refused.message()).contains("taken by HTTP only", "POST /trainings"));
        new Approvals(bed.store).give(StoredApproval.of(approved("t-2")));
        assertThat(RequestTestBed.progress(bed.ask(approved("t-2"))))
                .noneSatisfy(refused -> assertThat(refused.state()).isEqualTo(State.FAILED));
    }

    private static TrainingRequested approved(String id) {
        return new TrainingRequested(
                id, "phantoms", "cnn4", null, "production", 1L, Instant.EPOCH, "Ada", "It is good.");
    }

    @Test
    void shouldLeaveRecipesOfAFolderToTheWorker() {
        WorkerDescription worker = new WorkerDescription("Main", List.of("torch"), List.of("cnn4"), Map.of());
        TrainingRequested request =
                new TrainingRequested("t-1", "phantoms", "own", null, null, 1L, Instant.EPOCH, null, null);

        new TrainingRequestValidator(worker, true).check(request);
    }

    @Test
    void shouldTakeNothingAsAcceptedWhileTheStoreIsAway() {
        bed.store.failNext(1);

        assertThatThrownBy(() -> bed.ask(RequestTestBed.request("t-1", null, null)))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private String refusal(String json) {
        return RequestTestBed.progress(bed.requests.answer("k", json.getBytes(UTF_8)))
                .get(0)
                .message();
    }
}
