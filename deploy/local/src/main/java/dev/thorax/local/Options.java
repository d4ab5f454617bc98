package dev.thorax.local;

import java.nio.file.Path;

import picocli.CommandLine.Option;

/** Holds the options of the command line. */
final class Options {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Labelled scans, one sub-folder a class; a manifest.csv with the columns file and patient, if"
                    + " there is one, says of each file whose it is. Without --data, synthetic phantoms are made.")
    Path data;

    @Option(
            names = "--scans",
            paramLabel = "FOLDER",
            description = "More scans without labels, sent after the training.")
    Path scans;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${sys:thorax.home:-deploy/local/data}",
            description = "Where everything is kept between runs (default: ${DEFAULT-VALUE}).")
    Path home;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "convnet50-small",
            description =
                    "How to train: convnet50-small (minutes), cnn4 (longer), or any other recipe (default: ${DEFAULT-VALUE}).")
    String recipe;

    @Option(
            names = "--new-patients",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "Share of the patients in --data whose scans are kept from training and sent as new ones"
                    + " (default: ${DEFAULT-VALUE}).")
    int newPatients;

    @Option(names = "--retrain", description = "Train again, even if there is a trained model from an earlier run.")
    boolean retrain;

    @Option(
            names = "--first-port",
            paramLabel = "PORT",
            description =
                    "Use this port and the ten after it instead of 9092, 9093, 9000, 8081 to 8084 and 9081 to 9084.")
    Integer firstPort;

    @Option(names = "--help", usageHelp = true, description = "Show this.")
    boolean help;
}
