package dev.thorax.contracts.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureMessagesTest {
    private static final IOException FULL = new IOException("/data/x: No space left on device");

    @Test
    void shouldNameTheCauseOfAStartThatFailed() {
        Throwable failure = new IllegalStateException(new UncheckedIOException(new IOException("error=11")));

        assertThat(FailureMessages.ofStart("training", failure))
                .isEqualTo("No worker could be started for the training (error=11);"
                        + " make room on this machine, or give it more memory and processes.");
    }

    @Test
    void shouldNameTheKindOfACauseWithoutAMessage() {
        assertThat(FailureMessages.ofStart("training", new EOFException()))
                .startsWith("No worker could be started for the training (EOFException); make room");
    }

    @Test
    void shouldPointToTheLogIfAStartFailedByTheProgram() {
        assertThat(FailureMessages.ofStart("heat map", new IllegalStateException("patient 7")))
                .isEqualTo("No worker could be started for the heat map (IllegalStateException);"
                        + " the service's log says more.");
    }

    @Test
    void shouldAdviseMoreMemoryHoweverDeepTheCauseIs() {
        Throwable failure = new RuntimeException(new RuntimeException(new OutOfMemoryError("Java heap space")));

        assertThat(FailureMessages.of("training", failure))
                .startsWith("The training ran out of memory; set thorax.training.worker.memory higher");
    }

    @Test
    void shouldAdviseToMakeRoomOnAFullDisk() {
        assertThat(FailureMessages.of("training", new UncheckedIOException(FULL)))
                .startsWith("The disk is full (/data/x: No space left on device); make room")
                .contains("thorax.training.worker.folder");
    }

    @Test
    void shouldNameTheFirstOfTwoCausesThatAPersonCanMend() {
        Throwable failure = new IOException("No space left on device", new OutOfMemoryError());

        assertThat(FailureMessages.of("training", failure)).startsWith("The disk is full");
    }

    @Test
    void shouldNotShowTheMessageOfAnErrorOfTheProgram() {
        assertThat(FailureMessages.of("training", new IllegalStateException("patient 7", new IOException("reset"))))
                .isEqualTo("The training failed by an error of the program (IllegalStateException);"
                        + " the service's log says more.");
    }

    @Test
    void shouldTakeAFailureOfInputWithoutAMessageForAnErrorOfTheProgram() {
        assertThat(FailureMessages.of("training", new IOException((String) null)))
                .contains("error of the program (IOException)");
    }
}
