package dev.thorax.admin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "acls --help",
                "audit --help",
                "copy-objects --help",
                "keys --help",
                "keys add --help",
                "sign --help",
            })
    void shouldShowHowACommandIsUsed(String arguments) {
        StringWriter out = new StringWriter();
        CommandLine commands = Main.commandLine().setOut(new PrintWriter(out));

        int status = commands.execute(arguments.split(" "));

        assertThat(status).isZero();
        assertThat(out.toString()).startsWith("Usage: deploy/admin/run");
    }

    @Test
    void shouldDescribeEachCommand() {
        List<String> undescribed = Main.commandLine().getSubcommands().values().stream()
                .filter(command -> command.getCommandSpec().usageMessage().description().length == 0)
                .map(CommandLine::getCommandName)
                .toList();

        assertThat(undescribed).isEmpty();
    }
}
