package dev.thorax.admin.keys;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

    @Option(
            names = "--until",
            required = true,
            paramLabel = "DATE",
            description = "The last day on which the key is valid (UTC), e.g. 2027-12-31")
    private LocalDate until;

    @Parameters(paramLabel = "NAME", description = "The caller: letters, digits, dots, underscores and dashes.")
    private String name;

    @Override
    public Integer call() {
        Instant end = until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
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
