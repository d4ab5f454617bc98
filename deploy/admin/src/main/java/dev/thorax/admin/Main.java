package dev.thorax.admin;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import dev.thorax.admin.audit.AuditCommand;
import dev.thorax.admin.keys.KeysCommand;
import dev.thorax.admin.store.CopyCommand;

/** Runs one command of an operator. Each command is a class of its own. */
@Command(
        name = "deploy/admin/run",
        description = "Grants access to Thorax, reads what was done, and copies its objects.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AclsCommand.class,
            AuditCommand.class,
            CopyCommand.class,
            KeysCommand.class,
            SigningKeyCommand.class,
            SignCommand.class
        })
public final class Main {
    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "Show this.")
    private boolean help;

    private Main() {}

    /** Runs the command. It exits with 0, with 1 and a sentence if it cannot be done, and with 2 for wrong options. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the commands. A failure is printed as its sentence. */
    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        return commands.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println("Cannot be done: " + failure.getMessage());
            return 1;
        });
    }
}
