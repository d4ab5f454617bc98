package dev.thorax.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Holds the scans of one or several folders that make one data set.
 *
 * @param scans each picture once and in one class
 * @param classes the names of the classes for people
 * @param knowsPatients whether manifests tell which scans belong to one patient
 */
record LabelledFolders(List<LabelledScan> scans, ClassMap classes, boolean knowsPatients) {
    /**
     * Reads folders as they are published.
     *
     * @param report takes one sentence for each thing that people should know, as what is left out and why
     * @throws CannotRunException with a sentence if there are fewer than two classes, or a manifest that leaves files out
     */
    static LabelledFolders read(List<Path> given, FolderOptions options, Consumer<String> report) {
        boolean several = given.size() > 1;
        LeftOut leftOut =
                several ? LeftOut.ofSeveral() : new LeftOut(given.get(0).toAbsolutePath());
        try {
            List<DataFolder> folders = given.stream()
                    .map(folder -> new DataFolder(folder, several, report))
                    .toList();
            checkSplit(folders, options);
            ClassMap classes = new ClassMap(options.classes());
            List<ScanFile> files = new ArrayList<>();
            for (DataFolder folder : folders) {
                List<ScanFile> read = folder.read(options, classes, leftOut);
                files.addAll(options.sourceColumn() == null ? read : withSources(folder, read, several, report));
            }
            checkColumn(folders, options);
            classes.checkAllFound();
            classes.sentences().forEach(report);
            ClassCheck check = new ClassCheck(given, leftOut);
            check.check(files.stream().map(ScanFile::label));
            Repetitions repetitions = new Repetitions(leftOut, options.givenSplit());
            List<ScanFile> kept = repetitions.remove(files);
            Set<Path> keptFiles = kept.stream().map(ScanFile::file).collect(Collectors.toSet());
            folders.forEach(folder -> folder.checkPatients(keptFiles));
            check.check(kept.stream().map(ScanFile::label));
            return new LabelledFolders(
                    scans(kept, repetitions, options, report),
                    classes,
                    folders.stream().allMatch(DataFolder::knowsPatients));
        } finally {
            leftOut.sentences().forEach(report);
        }
    }

    /** Gives the name of their folder to scans of which no manifest has the column, if other folders have it. */
    private static List<ScanFile> withSources(
            DataFolder folder, List<ScanFile> files, boolean several, Consumer<String> report) {
        if (folder.hasSources() || !several || folder.folder().getFileName() == null) {
            return files;
        }
        String name = folder.folder().normalize().getFileName().toString();
        report.accept("The folder " + FileName.printable(folder.folder().toString())
                + " has no manifest with the column of the sources, so its name is the source of its scans.");
        return files.stream()
                .map(file -> file.with(file.name(), file.part(), file.patient(), name))
                .toList();
    }

    private static void checkColumn(List<DataFolder> folders, FolderOptions options) {
        if (options.sourceColumn() != null && folders.stream().noneMatch(DataFolder::hasSources)) {
            Set<String> columns = folders.stream()
                    .flatMap(folder -> folder.columns().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            throw new CannotRunException(
                    "No manifest has the columns file and " + FileName.printable(options.sourceColumn())
                            + (columns.isEmpty() ? "" : "; there are " + FileName.printable(String.join(", ", columns)))
                            + "; give one of the manifest's columns to --source-column, or the name of all with --source.");
        }
    }

    private static void checkSplit(List<DataFolder> folders, FolderOptions options) {
        if (options.givenSplit() && folders.stream().noneMatch(DataFolder::hasTest)) {
            throw new CannotRunException(
                    "--given-split needs a folder test beside train, with the class folders in each, but "
                            + folders.get(0).folder()
                            + " has none; leave the option out, so that patients are chosen for the test.");
        }
    }

    private static List<LabelledScan> scans(
            List<ScanFile> kept, Repetitions repetitions, FolderOptions options, Consumer<String> report) {
        SourceNames names = new SourceNames(kept.stream()
                .map(ScanFile::source)
                .filter(source -> source != null)
                .toList());
        if (options.source() != null || options.sourceColumn() != null) {
            long without = kept.stream().filter(file -> file.source() == null).count();
            report.accept("Different sources of the scans: " + names.count() + example(kept, names) + "; " + without
                    + " of " + kept.size() + " scans have none.");
        }
        return kept.stream()
                .map(file -> new LabelledScan(
                        file.file(),
                        file.label(),
                        file.patient(),
                        repetitions.group(file.patient()),
                        names.of(file.source()),
                        file.part()))
                .toList();
    }

    private static String example(List<ScanFile> files, SourceNames names) {
        return files.stream()
                .map(ScanFile::source)
                .filter(source -> source != null && !source.equals(names.of(source)))
                .findFirst()
                .map(source ->
                        " (e.g. \"" + FileName.printable(source) + "\", which is sent as " + names.of(source) + ")")
                .orElse("");
    }
}
