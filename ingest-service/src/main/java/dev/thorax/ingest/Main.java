package dev.thorax.ingest;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

import dev.thorax.ingest.remake.RemakeCommand;

/** Starts the service, or runs a command in its place. */
@QuarkusMain
public final class Main {
    private Main() {}

    /** Runs the command that {@code arguments} name, or else the service. */
    public static void main(String... arguments) {
        if (List.of(arguments).equals(List.of(RemakeCommand.NAME))) {
            logToConsole();
            System.exit(RemakeCommand.run());
        }
        Quarkus.run(arguments);
    }

    /** Logs at once. Quarkus, which does not start here, would hold the lines back until its configuration is read. */
    private static void logToConsole() {
        // The log manager takes the handler when it is made, so it is made before the handler is changed.
        LogManager.getLogManager();
        InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {InitialConfigurator.createDefaultHandler()});
    }
}
