package dev.thorax.training.request;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class CrossValidationCoordinatorTest {
    private static final int FOLDS = 3;

    private final RequestTestBed bed = new RequestTestBed();
    private final TrainingRequested whole = RequestTestBed.request("cv", "production", FOLDS);

    @Test
    void shouldOpenAnOrderForEachFold() {
        List<Message<byte[]>> records = bed.ask(whole);

        assertThat(orders()).containsExactly("cv.fold-1", "cv.fold-2", "cv.fold-3");
        assertThat(RequestTestBed.progress(records))
                .extracting(TrainingProgress::trainingId, TrainingProgress::state)
                .containsExactly(
                        tuple("cv.fold-1", State.QUEUED),
                        tuple("cv.fold-2", State.QUEUED),
                        tuple("cv.fold-3", State.QUEUED),
                        tuple("cv", State.RUNNING));
    }

    @Test
    void shouldOpenTheOrderOfTheWholeWhenTheLastFoldIsTrained() {
        bed.ask(whole);
        train(1);
        train(3);
        assertThat(orders()).containsExactly("cv.fold-2");

        train(2);

        assertThat(orders()).containsExactly("cv");
        assertThat(RequestTestBed.progress(bed.published))
                .filteredOn(progress -> progress.trainingId().equals("cv"))
                .extracting(TrainingProgress::message)
                .containsExactly("1 of 3 folds are trained.", "2 of 3 folds are trained.", "3 of 3 folds are trained.");
    }

    @Test
    void shouldKeepNothingOfTheFoldsWhenTheWholeHasEnded() {
        bed.ask(whole);
        IntStream.rangeClosed(1, FOLDS).forEach(this::train);

        bed.close(whole, bed.done("cv"));

        assertThat(bed.store.list("trainings/"))
                .allMatch(key -> key.endsWith("/progress.json") || key.equals("trainings/cv/request.json"));
        assertThat(RequestTestBed.topics(bed.published)).endsWith(Topics.TRAININGS_PROGRESS, Topics.PROMOTIONS);
    }

    @Test
    void shouldEndTheWholeWithTheFirstFoldThatFailsAndThenTheOtherFolds() {
        bed.ask(whole);

        bed.close(whole.ofFold(2), WorkerMessage.failed("Class A has 2 patients."));

        assertThat(RequestTestBed.progress(bed.published))
                .extracting(TrainingProgress::trainingId, TrainingProgress::message)
                .containsExactly(
                        tuple("cv.fold-2", "Class A has 2 patients."), tuple("cv", "Fold 2: Class A has 2 patients."));
        TrainingProgress other =
                bed.jobs.settled(bed.order(whole.ofFold(1))).orElseThrow().progress();
        assertThat(other.state()).isEqualTo(State.CANCELLED);
        assertThat(other.message()).startsWith("Its cross-validation cv has ended: Fold 2");
    }

    @Test
    void shouldEndFoldsAndWholeWithTheReasonOfTheCancellation() {
        bed.ask(whole);
        bed.cancellations.keep(new TrainingCancelled("cv", "Dr. X", "wrong data", Instant.EPOCH));
        JobOrder fold = bed.order(whole.ofFold(1));

        bed.close(whole.ofFold(1), bed.jobs.settled(fold).orElseThrow());

        assertThat(RequestTestBed.progress(bed.published))
                .extracting(TrainingProgress::state, TrainingProgress::message)
                .containsOnly(tuple(State.CANCELLED, "The training was cancelled by Dr. X: wrong data."))
                .hasSize(2);
    }

    @Test
    void shouldRefuseAFoldThatNoCrossValidationOrdered() {
        TrainingRequested fold = whole.ofFold(2);

        bed.ask(fold);

        TrainingProgress end = bed.jobs.settled(bed.order(fold)).orElseThrow().progress();
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.message()).startsWith("There is no cross-validation cv that this could be a fold of");
    }

    @Test
    void shouldOrderOnlyTheFoldsThatAreMissingWhenARequestComesAgain() {
        bed.ask(whole);
        train(2);

        bed.ask(whole);

        assertThat(orders()).containsExactly("cv.fold-1", "cv.fold-3");
    }

    private void train(int fold) {
        bed.store.put(StorageKeys.fold("cv", fold), new byte[1], "application/json");
        bed.close(whole.ofFold(fold), bed.done("cv.fold-" + fold));
    }

    private List<String> orders() {
        return bed.store.list(JobKeys.orders()).stream()
                .map(key -> key.substring("runs/trainings/".length()).replace(".json", ""))
                .toList();
    }
}
