package dev.thorax.worker.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.network.engine.UnsupportedArchitectureException;
import dev.thorax.network.keras.UnusableWeightsException;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;

class JobFailuresTest {
    @Test
    void shouldReturnTheSentenceOfAFailureOrOfItsCause() {
        List<RuntimeException> failures = List.of(
                new TrainingException("Data set x has no scans."),
                new UnusableWeightsException("The file is damaged."),
                new UnsupportedArchitectureException("The engine cannot build it."));

        assertThat(failures).allSatisfy(failure -> {
            assertThat(JobFailures.sentence("training", failure)).isEqualTo(failure.getMessage());
            assertThat(JobFailures.sentence("training", new IllegalStateException(failure)))
                    .isEqualTo(failure.getMessage());
        });
    }

    @Test
    void shouldNameWhatToDoIfMemoryOrDiskIsFull() {
        assertThat(JobFailures.sentence("training", new OutOfMemoryError())).contains("thorax.training.worker.memory");
        assertThat(JobFailures.sentence(
                        "training", new UncheckedIOException(new IOException("No space left on device"))))
                .contains("thorax.training.worker.folder");
    }

    @Test
    void shouldNotQuoteAnErrorOfTheProgram() {
        assertThat(JobFailures.sentence("training", new IllegalStateException("/patient/1234")))
                .contains("IllegalStateException")
                .doesNotContain("1234");
    }
}
