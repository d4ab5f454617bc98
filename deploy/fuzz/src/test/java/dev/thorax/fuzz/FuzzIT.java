package dev.thorax.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Fuzzes all targets for {@code -Dthorax.fuzz.seconds} in all, one JVM after the other. */
class FuzzIT {
    private static final Path SEEDS = Path.of(System.getProperty("thorax.shared.data"), "intake");
    private static final Path WORK = Path.of("target", "fuzz").toAbsolutePath();

    @Test
    void shouldFindNoInputThatAParserFailsAt() throws IOException, InterruptedException {
        if (!Files.isDirectory(SEEDS)) {
            System.out.println("There is no folder " + SEEDS + ", so the fuzzer begins with the saved inputs only.");
        }
        Duration time = Duration.ofSeconds(Long.getLong("thorax.fuzz.seconds", 60));
        List<FuzzResult> results =
                new FuzzRun(Target.ALL, time, 1, Optional.of(SEEDS).filter(Files::isDirectory), WORK).run();
        String table = FuzzResult.table(results);
        System.out.println(table);

        assertThat(results)
                .as("an input that a parser fails at; replay it as README.md describes:%n%s", table)
                .allMatch(result -> result.findings().isEmpty());
    }
}
