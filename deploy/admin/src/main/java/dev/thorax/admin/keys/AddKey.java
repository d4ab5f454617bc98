package dev.thorax.admin.keys;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;

/** Makes a key and prints it. It is printed only this once. */
@Command(
        name = "add",
        description = "Makes a key and prints it, this once only. A second key of the same name replaces the first"
                + " without a gap: add it, give it to the caller, withdraw the first.")
final class AddKey implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--file", required = true, description = "The file of keys. It is made if it is missing.")
    private Path file;

    @Option(names = "--role", required = true, description = "${COMPLETION-CANDIDATES}, in any case")
    private Role role;

    @Option(names = "--days", defaultValue = "365", description = "How long the key is valid. Default: 365")
    private int days;

    @Parameters(paramLabel = "NAME", description = "The caller: letters, digits, dots, underscores and dashes.")
    private String name;

    @Override
    public Integer call() {
        if (days < 1) {
            throw new IllegalArgumentException("A key must be valid for at least a day; give --days 1 or more.");
        }
        Instant end = Clock.systemUTC().instant().plus(Duration.ofDays(days));
        NewKey made = NewKey.make(name, role, end, new SecureRandom());
        KeyFile.change(file, keys -> keys.with(made.key()));
        spec.commandLine().getOut().println(made.text());
        spec.commandLine()
                .getErr()
                .println("Made the key above for the " + role.text() + " " + name + ", valid until " + end
                        + ". It is not kept; it is sent as: Authorization: Key ID.SECRET");
        return 0;
    }
}
