package dev.thorax.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the class folders of a data set as it was published: at once, in folders that wrap them, or below {@code train},
 * {@code val} and {@code test}.
 *
 * @param parts the folders that hold class folders, at least one
 * @param beside entries that are beside these folders and belong to no class
 */
record DatasetLayout(List<PartFolder> parts, List<Path> beside) {
    private static final int MOST_WRAPPINGS = 4;

    /**
     * Names a folder that holds class folders.
     *
     * @param part which part of the data set they are
     */
    record PartFolder(Path folder, PublishedSplit part) {}

    /**
     * Looks into the folders down to those of the classes.
     *
     * @param report takes one sentence for each folder that wraps another one
     * @throws CannotRunException if a folder cannot be read
     */
    static DatasetLayout of(Path folder, Consumer<String> report) {
        List<Path> beside = new ArrayList<>();
        Path root = unwrapped(folder, beside, report);
        List<PartFolder> parts = folders(root).stream()
                .filter(entry -> isPart(entry))
                .map(entry -> new PartFolder(withoutRepeatedName(entry, beside), PublishedSplit.of(name(entry))))
                .sorted((one, other) -> one.part().compareTo(other.part()))
                .toList();
        if (parts.isEmpty()) {
            return new DatasetLayout(List.of(new PartFolder(root, PublishedSplit.ALL)), beside);
        }
        Folders.list(root).stream().filter(entry -> !isPart(entry)).forEach(beside::add);
        return new DatasetLayout(parts, beside);
    }

    /** Returns whether the data set is published with a test part. */
    boolean hasTest() {
        return parts.stream().anyMatch(folder -> folder.part() == PublishedSplit.TEST);
    }

    private static Path unwrapped(Path folder, List<Path> beside, Consumer<String> report) {
        Path root = folder;
        for (int depth = 0; depth < MOST_WRAPPINGS; depth++) {
            List<Path> inner = folders(root);
            if (inner.size() != 1 || isPart(inner.get(0)) || !holdsFolders(inner.get(0))) {
                break;
            }
            Path only = inner.get(0);
            report.accept("The folder " + FileName.printable(root.toString()) + " has no other folder of scans than "
                    + FileName.printable(name(only)) + ", so the classes are those in it.");
            besides(root, only, beside);
            root = only;
        }
        return root;
    }

    /** Returns {@code train/train} for {@code train} if there is nothing else in it. */
    private static Path withoutRepeatedName(Path part, List<Path> beside) {
        List<Path> inner = folders(part);
        boolean repeated =
                inner.size() == 1 && name(inner.get(0)).equalsIgnoreCase(name(part)) && holdsFolders(inner.get(0));
        if (!repeated) {
            return part;
        }
        besides(part, inner.get(0), beside);
        return inner.get(0);
    }

    private static void besides(Path folder, Path taken, List<Path> beside) {
        Folders.list(folder).stream().filter(entry -> !entry.equals(taken)).forEach(beside::add);
    }

    private static boolean isPart(Path entry) {
        return PublishedSplit.of(name(entry)) != null && Files.isDirectory(entry) && holdsFolders(entry);
    }

    /** Returns whether a folder holds others than those of the pictures of one class. */
    private static boolean holdsFolders(Path folder) {
        return folders(folder).stream()
                .anyMatch(entry -> !PictureFolders.isOfImages(entry) && !PictureFolders.isOfMasks(entry));
    }

    private static List<Path> folders(Path folder) {
        return Folders.list(folder).stream()
                .filter(entry ->
                        Files.isDirectory(entry) && !SystemFiles.contain(entry) && !PictureFolders.isNoClass(entry))
                .toList();
    }

    private static String name(Path entry) {
        return entry.getFileName().toString();
    }
}
