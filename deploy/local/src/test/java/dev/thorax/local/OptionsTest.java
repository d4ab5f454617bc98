package dev.thorax.local;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import static org.assertj.core.api.Assertions.assertThat;

class OptionsTest {
    @AfterEach
    void clear() {
        System.clearProperty("thorax.home");
    }

    @Test
    void shouldKeepEverythingInTheHomeThatTheScriptNames() {
        System.setProperty("thorax.home", "/a project, 100 %41/deploy/local/data");
        Run run = new Run();

        new CommandLine(run).parseArgs();

        assertThat(run.options.home).isEqualTo(Path.of("/a project, 100 %41/deploy/local/data"));
        assertThat(new CommandLine(run).getUsageMessage()).contains("--home");
    }

    @Test
    void shouldPreferTheHomeOfTheCommandLine() {
        System.setProperty("thorax.home", "/project/deploy/local/data");
        Run run = new Run();

        new CommandLine(run).parseArgs("--home", "mine");

        assertThat(run.options.home).isEqualTo(Path.of("mine"));
    }

    @Command
    private static final class Run {
        @CommandLine.Mixin
        private Options options;
    }
}
