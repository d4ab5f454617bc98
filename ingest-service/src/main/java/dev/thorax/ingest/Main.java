package dev.thorax.ingest;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.logging.Handler;
import java.util.logging.LogManager;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jboss.logging.Logger;

import dev.thorax.contracts.json.JsonTexts;
import dev.thorax.ingest.remake.RemakeCommand;

/** Starts the service, or runs a command in its place. */
@QuarkusMain
public final class Main {
    /** Most characters of the arguments that a sentence repeats. */
    private static final int LONGEST = 200;

    private Main() {}

    /** Runs the command that {@code arguments} name, or the service if there are none. */
    public static void main(String... arguments) {
        if (arguments.length > 0) {
            logToConsole();
            System.exit(exitStatus(List.of(arguments), RemakeCommand::run));
        }
        Quarkus.run();
    }

    /** Returns the exit status of a command: 1 if it failed, 2 if there is no such command, else its own. */
    static int exitStatus(List<String> arguments, IntSupplier remake) {
        Logger log = Logger.getLogger(Main.class);
        if (!arguments.equals(List.of(RemakeCommand.NAME))) {
            log.errorf(
                    "The arguments \"%s\" are no command; give %s, or none to start the service",
                    JsonTexts.printable(String.join(" ", arguments), LONGEST), RemakeCommand.NAME);
            return 2;
        }
        try {
            return remake.getAsInt();
        } catch (RuntimeException | Error e) {
            log.errorf(e, "The command %s failed; correct the cause and start it again", RemakeCommand.NAME);
            return 1;
        }
    }

    /** Logs at once. Quarkus, which does not start here, would hold the lines back until its configuration is read. */
    private static void logToConsole() {
        // The log manager takes the handler when it is made, so it is made before the handler is changed.
        LogManager.getLogManager();
        InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {InitialConfigurator.createDefaultHandler()});
    }
}
