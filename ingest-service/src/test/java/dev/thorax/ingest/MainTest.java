package dev.thorax.ingest;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.ingest.remake.RemakeCommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"remake-image", "Remake-Images", "--help", "", "remake-images remake-images"})
    void shouldRefuseArgumentsThatAreNoCommand(String arguments) {
        assertThat(Main.exitStatus(List.of(arguments.split(" ")), () -> fail("The command must not run.")))
                .isEqualTo(2);
    }

    @Test
    void shouldEndWithTheStatusOfTheCommand() {
        assertThat(Main.exitStatus(List.of(RemakeCommand.NAME), () -> 0)).isZero();
        assertThat(Main.exitStatus(List.of(RemakeCommand.NAME), () -> 2)).isEqualTo(2);
    }

    @Test
    void shouldEndWithAFailureWhateverTheCommandThrows() {
        assertThat(Main.exitStatus(List.of(RemakeCommand.NAME), () -> {
                    throw new IllegalStateException("The store has no bucket.");
                }))
                .isEqualTo(1);
        assertThat(Main.exitStatus(List.of(RemakeCommand.NAME), () -> {
                    throw new NoClassDefFoundError("none");
                }))
                .isEqualTo(1);
    }
}
