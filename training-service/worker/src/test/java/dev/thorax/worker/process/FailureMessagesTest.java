package dev.thorax.worker.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.network.engine.UnsupportedArchitectureException;
import dev.thorax.network.keras.UnusableWeightsException;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;

class FailureMessagesTest {
    @Test
    void shouldReturnTheSentenceOfAFailureOrOfItsCause() {
        List<RuntimeException> failures = List.of(
                new TrainingException("Data set x has no scans."),
                new UnusableWeightsException("The file is damaged."),
                new UnsupportedArchitectureException("The engine cannot build it."));

        assertThat(failures).allSatisfy(failure -> {
            assertThat(FailureMessages.of(failure)).isEqualTo(failure.getMessage());
            assertThat(FailureMessages.of(new IllegalStateException(failure))).isEqualTo(failure.getMessage());
        });
    }

    @Test
    void shouldNameWhatToDoIfMemoryOrDiskIsFull() {
        assertThat(FailureMessages.of(new OutOfMemoryError())).contains("thorax.training.worker.memory");
        assertThat(FailureMessages.of(new UncheckedIOException(new IOException("No space left on device"))))
                .contains("thorax.training.worker.folder");
    }

    @Test
    void shouldNotQuoteAnErrorOfTheProgram() {
        assertThat(FailureMessages.of(new IllegalStateException("/patient/1234")))
                .contains("IllegalStateException")
                .doesNotContain("1234");
    }
}
