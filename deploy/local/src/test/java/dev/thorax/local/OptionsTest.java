package dev.thorax.local;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void shouldReadSeveralFoldersAndAnEmptyClass() {
        Run run = new Run();

        new CommandLine(run)
                .parseArgs(
                        "--data",
                        "a",
                        "--data",
                        "b",
                        "--class",
                        "Viral Pneumonia=PNEUMONIA",
                        "--class",
                        "Lung_Opacity=");

        assertThat(run.options.data).containsExactly(Path.of("a"), Path.of("b"));
        assertThat(run.options.folderOptions())
                .isEqualTo(new FolderOptions(
                        Map.of("Viral Pneumonia", "PNEUMONIA", "Lung_Opacity", ""), false, null, null));
    }

    @Test
    void shouldReadNothingElseWithoutOptions() {
        Run run = new Run();

        new CommandLine(run).parseArgs();

        assertThat(run.options.data).isEmpty();
        assertThat(run.options.folderOptions()).isEqualTo(FolderOptions.NONE);
        assertThat(FolderOptions.NONE.settings()).isEmpty();
    }

    @Test
    void shouldRefuseTwoSourcesOfAScanAndABlankOne() {
        Run run = new Run();

        new CommandLine(run).parseArgs("--source", "x", "--source-column", "location");
        assertThatThrownBy(run.options::folderOptions)
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("cannot both be given");

        Run other = new Run();
        new CommandLine(other).parseArgs("--source", " ");
        assertThatThrownBy(other.options::folderOptions)
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("not blank");
    }

    @Command
    private static final class Run {
        @CommandLine.Mixin
        private Options options;
    }
}
