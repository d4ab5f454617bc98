package dev.thorax.admin.keys;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;

import static org.assertj.core.api.Assertions.assertThat;

class KeysCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldMakeListAndWithdrawKeys() {
        Path file = folder.resolve("keys.json");

        assertThat(run("add", "--file", file.toString(), "--role", "device", "--until", "2027-12-31", "xray-2"))
                .isZero();
        String text = out.toString().strip();
        assertThat(KeyFile.read(file).find(text, Instant.parse("2027-12-31T23:59:59Z")))
                .get()
                .satisfies(key -> {
                    assertThat(key.name()).isEqualTo("xray-2");
                    assertThat(key.role()).isEqualTo(Role.DEVICE);
                });

        assertThat(KeyFile.read(file).find(text, Instant.parse("2028-01-01T00:00:00Z")))
                .isEmpty();

        String id = text.substring(0, text.indexOf('.'));
        assertThat(run("list", "--file", file.toString())).isZero();
        assertThat(out.toString()).contains(id + "   device").endsWith("xray-2" + System.lineSeparator());

        assertThat(run("withdraw", "--file", file.toString(), id)).isZero();
        assertThat(KeyFile.read(file).list()).isEmpty();
    }

    @Test
    void shouldRefuseANameOfTwoRolesOrOfATopicAndUnknownIdsAndRoles() {
        String file = folder.resolve("keys.json").toString();
        run("add", "--file", file, "--role", "DEVICE", "--until", "2027-12-31", "xray-2");

        assertThat(run("add", "--file", file, "--role", "operator", "--until", "2027-12-31", "xray-2"))
                .isEqualTo(1);
        assertThat(run("withdraw", "--file", file, "no-such-id")).isEqualTo(1);
        assertThat(run("add", "--file", file, "--role", "root", "--until", "2027-12-31", "xray-3"))
                .isEqualTo(2);
        assertThat(run("add", "--file", file, "--role", "device", "--until", "2027-12-31", "stored"))
                .isEqualTo(1);
        assertThat(KeyFile.read(Path.of(file)).list()).hasSize(1);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine command = new CommandLine(new KeysCommand());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, line, result) -> 1);
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
