package dev.thorax.faults;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the command for some minutes. It loses and doubles nothing. */
class FaultsIT {
    /** Pairs of short faults, so that most kinds come. */
    @Test
    void shouldLoseAndDoubleNothing() {
        run("--seed", "20261126", "--minutes", "3", "--longest", "5", "--pairs", "100");
    }

    /** Two replicas of each service take minutes on two processors, so it runs on request only. */
    @Test
    @EnabledIfSystemProperty(
            named = "thorax.rolling",
            matches = "true",
            disabledReason = "Skipped: no rolling restart was tried; ask for it with -Dthorax.rolling=true.")
    void shouldFailNoRequestInARollingRestart() {
        run("--seed", "7", "--minutes", "0.02", "--faults", "1", "--longest", "2", "--rolling-restart");
    }

    private static void run(String... options) {
        Main main = new Main();
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--waiting", "100", "--recovery", "600", "--home", "target/runs"));

        int status = new CommandLine(main).execute(all.toArray(String[]::new));

        assertThat(main.problems()).isEmpty();
        assertThat(status).isZero();
    }
}
