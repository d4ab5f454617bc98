package dev.thorax.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Option;

/** Holds the options of the command line. */
final class Options {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Labelled scans, one sub-folder a class, or as published data sets have them; a manifest.csv"
                    + " with the columns file and patient, if there is one, says of each file whose it is. Several"
                    + " folders (--data A --data B) make one data set. Without --data, synthetic phantoms are made.")
    List<Path> data = new ArrayList<>();

    @Option(
            names = "--class",
            paramLabel = "FOLDER=CLASS",
            description = "The class of the folders of this name, if it is not the folder's name, e.g. \"Viral"
                    + " Pneumonia=PNEUMONIA\". FOLDER= leaves the folder out. Can be given several times.")
    Map<String, String> classes = new LinkedHashMap<>();

    @Option(
            names = "--given-split",
            description = "Train on the folders train and val of a published data set only, and send the scans of its"
                    + " folder test as new ones. Without it they are joined, and patients are chosen.")
    boolean givenSplit;

    @Option(
            names = "--source-column",
            paramLabel = "COLUMN",
            description = "The column of the manifest with the hospital or site of each scan. With several folders, one"
                    + " without the column is a source by its name.")
    String sourceColumn;

    @Option(names = "--source", paramLabel = "NAME", description = "The hospital or site of all scans in --data.")
    String source;

    @Option(
            names = "--masks",
            paramLabel = "FOLDER",
            description = "Scans with lung masks, to train a lung finder of: the folders images and masks, a mask with"
                    + " the name of its scan (255 = lung); a manifest.csv with the columns file and patient, and mask"
                    + " if the names differ.")
    Path masks;

    @Option(
            names = "--lungs",
            paramLabel = "VERSION",
            description =
                    "The lung finder for a recipe that looks at the lungs, such as thorax-lungs: the version that a"
                            + " run with --masks printed.")
    String lungs;

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
            description = "Share of the patients in --data whose scans are kept from training and sent as new ones,"
                    + " without --given-split (default: ${DEFAULT-VALUE}).")
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

    /** Returns how the folders of labelled scans are to be read. Throws {@link CannotRunException} if options contradict each other. */
    FolderOptions folderOptions() {
        return new FolderOptions(classes, givenSplit, sourceColumn, source);
    }
}
