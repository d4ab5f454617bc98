package dev.thorax.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that folders hold at least two classes. */
final class ClassCheck {
    private final List<Path> folders;
    private final LeftOut leftOut;

    ClassCheck(List<Path> folders, LeftOut leftOut) {
        this.folders = folders;
        this.leftOut = leftOut;
    }

    /** Throws {@link CannotRunException} with what the folders must hold if there are fewer than two labels. */
    void check(Stream<String> labels) {
        if (labels.distinct().count() < 2) {
            String names = folders.stream().map(Path::toString).collect(Collectors.joining(", "));
            throw new CannotRunException("The folder"
                    + (folders.size() == 1 ? " " + names + " needs" : "s " + names + " need")
                    + " at least two sub-folders with images, one for each class, e.g. NORMAL and PNEUMONIA" + deeper()
                    + ".");
        }
    }

    /** Returns a clause with the folder that seems to be meant, or nothing. */
    private String deeper() {
        if (leftOut.count(LeftOut.Reason.TOO_DEEP) == 0) {
            return "";
        }
        return folders.stream()
                .flatMap(folder -> Folders.list(folder).stream())
                .filter(ClassCheck::isFolder)
                .filter(entry -> Folders.list(entry).stream()
                                .filter(ClassCheck::isFolder)
                                .count()
                        > 1)
                .findFirst()
                .map(entry -> "; its classes seem to be a folder deeper, so give --data " + entry)
                .orElse("");
    }

    private static boolean isFolder(Path entry) {
        return Files.isDirectory(entry) && !SystemFiles.contain(entry);
    }
}
