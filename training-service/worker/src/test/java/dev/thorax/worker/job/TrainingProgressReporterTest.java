package dev.thorax.worker.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingProgressReporterTest {
    private final AdjustableClock clock = new AdjustableClock();
    private final List<TrainingProgress> published = new ArrayList<>();
    private final TrainingProgressReporter reporter = new TrainingProgressReporter(
            "t-1", Recipes.load(Optional.empty()).get("cnn4").recipe(), clock, published::add);

    @Test
    void shouldPublishWithinAnEpochOnlyEveryFiveSeconds() {
        reporter.fitted(1, 0, 100);
        clock.pass(4);
        reporter.fitted(1, 8, 100);
        clock.pass(1);
        reporter.fitted(1, 10, 100);
        clock.pass(4);
        reporter.fitted(1, 18, 100);

        assertThat(published).singleElement().satisfies(progress -> {
            assertThat(progress.state()).isEqualTo(State.RUNNING);
            assertThat(progress.imagesDone()).isEqualTo(10);
            assertThat(progress.imagesPerSecond()).isEqualTo(2);
            assertThat(progress.secondsLeft()).isEqualTo(45 + 9 * 50);
            assertThat(progress.message())
                    .isEqualTo("Epoch 1 of at most 10: 10 of 100 images, 2.0 images/s, at most about 8 min left.");
        });
    }

    @Test
    void shouldPublishEachEpochAndItsFiguresUntilTheNext() {
        reporter.fitted(1, 0, 100);
        reporter.epoch(new EpochReport(1, 0.8, 0.9, 0.5, 20, 0));
        reporter.evaluating("Auditing.");

        assertThat(published).extracting(TrainingProgress::state).containsExactly(State.RUNNING, State.EVALUATING);
        assertThat(published.get(0).message())
                .isEqualTo("Epoch 1 of at most 10: loss 0.800, validation loss 0.900, validation accuracy 0.500.");
        assertThat(published.get(1)).satisfies(progress -> {
            assertThat(progress.epoch()).isEqualTo(1);
            assertThat(progress.epochs()).isEqualTo(10);
            assertThat(progress.validationLoss()).isEqualTo(0.9);
            assertThat(progress.message()).isEqualTo("Auditing.");
        });
    }

    @Test
    void shouldGoOnFromTheEpochsOfACheckpoint() {
        List<EpochReport> done =
                List.of(new EpochReport(1, 0.8, 0.9, 0.5, 20, 0), new EpochReport(2, 0.7, 0.8, 0.6, 20, 0));

        reporter.resumed(done);

        assertThat(reporter.history()).isEqualTo(done);
        assertThat(published).singleElement().satisfies(progress -> {
            assertThat(progress.epoch()).isEqualTo(2);
            assertThat(progress.message())
                    .isEqualTo("The training goes on from its checkpoint after epoch 2 of at most 10.");
        });
    }

    @Test
    void shouldPublishThatTheFeaturesAreCompleteAtOnce() {
        reporter.extracted(0, 30);
        reporter.extracted(15, 30);
        reporter.extracted(30, 30);

        assertThat(published)
                .extracting(TrainingProgress::message)
                .containsExactly("Fitting the classifier to the features of 30 images.");
    }

    @Test
    void shouldPublishEveryFiveSecondsHowFarTheClassifiersAre() {
        reporter.extracted(30, 30);
        clock.pass(4);
        reporter.classifiersFitted(0.2, 6);
        clock.pass(1);
        reporter.classifiersFitted(2.404, 6);
        clock.pass(5);
        reporter.classifiersFitted(6, 6);

        assertThat(published)
                .extracting(TrainingProgress::message)
                .containsExactly(
                        "Fitting the classifier to the features of 30 images.",
                        "Fitting classifier 3 of 6: 40 %.",
                        "Fitting classifier 6 of 6: 100 %.");
        assertThat(published).extracting(TrainingProgress::state).containsOnly(State.RUNNING);
    }

    @Test
    void shouldReturnTheEndWithoutPublishingIt() {
        TrainingProgress done = reporter.done("Fold 1 is trained.");

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.trainingId()).isEqualTo("t-1");
        assertThat(published).isEmpty();
    }

    private static final class AdjustableClock extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(int seconds) {
            now = now.plus(Duration.ofSeconds(seconds));
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
