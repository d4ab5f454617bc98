package dev.thorax.faults;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

import picocli.CommandLine.Option;

/** Holds the options of the command line. */
final class Options {
    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed gives the same faults, scans and pauses (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "For how long faults begin (default: ${DEFAULT-VALUE}).")
    double minutes;

    @Option(
            names = "--faults",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "Ends after this many faults, if the minutes are not over before.")
    int faults;

    @Option(
            names = "--rate",
            defaultValue = "10",
            description = "Scans a second that devices send (default: ${DEFAULT-VALUE}).")
    double rate;

    @Option(
            names = "--waiting",
            defaultValue = "2000",
            paramLabel = "SCANS",
            description = "Devices pause while more scans than this wait for an answer (default: ${DEFAULT-VALUE}).")
    int waiting;

    @Option(
            names = "--bad",
            defaultValue = "5",
            paramLabel = "PERCENT",
            description = "Share of bad scans among all. They are sent by Kafka (default: ${DEFAULT-VALUE}).")
    int bad;

    @Option(
            names = "--repeated",
            defaultValue = "5",
            paramLabel = "PERCENT",
            description = "Share of scans that are sent once more (default: ${DEFAULT-VALUE}).")
    int repeated;

    @Option(
            names = "--pairs",
            defaultValue = "33",
            paramLabel = "PERCENT",
            description = "Share of steps with two faults at the same time (default: ${DEFAULT-VALUE}).")
    int pairs;

    @Option(
            names = "--longest",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "Length of the longest fault (default: ${DEFAULT-VALUE}).")
    int longest;

    @Option(
            names = "--recovery",
            defaultValue = "120",
            paramLabel = "SECONDS",
            description = "How long the recovery from a fault may take (default: ${DEFAULT-VALUE}).")
    int recovery;

    @Option(
            names = "--rolling-restart",
            description =
                    "At the end restarts two replicas of each service one after the other, and counts the requests"
                            + " that fail meanwhile. There must be none.")
    boolean rollingRestart;

    @Option(
            names = "--only",
            paramLabel = "KIND",
            description = "Only faults of this kind. May be given more than once: ${COMPLETION-CANDIDATES}.")
    Set<FaultKind> only;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${sys:thorax.home:-deploy/faults/target/runs}",
            description = "Where data and logs go (default: ${DEFAULT-VALUE}).")
    Path home;

    @Option(names = "--help", usageHelp = true, description = "Show this.")
    boolean help;

    /** Returns the kinds of faults to apply. */
    Set<FaultKind> kinds() {
        return only == null ? EnumSet.allOf(FaultKind.class) : only;
    }
}
