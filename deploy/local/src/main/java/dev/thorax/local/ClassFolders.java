package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.storage.Sha256;

/** Finds the files of the class folders, and what else lies about. */
final class ClassFolders {
    private final Path folder;
    private final LeftOut leftOut;
    private final List<ScanFile> scans = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    ClassFolders(Path folder, LeftOut leftOut) {
        this.folder = folder;
        this.leftOut = leftOut;
    }

    /**
     * Returns every readable file of a class folder, in the order of their names.
     *
     * @throws CannotRunException with a sentence if a class folder cannot be read, or its name cannot be a label
     */
    List<ScanFile> read() {
        for (Path entry : Folders.list(folder)) {
            if (SystemFiles.contain(entry)) {
                leftOut.add(LeftOut.Reason.SYSTEM, entry);
            } else if (Files.isDirectory(entry)) {
                readClass(entry);
            } else if (!ManifestFile.isManifest(entry)) {
                leftOut.add(isLinkToNothing(entry) ? LeftOut.Reason.BROKEN_LINK : LeftOut.Reason.OUTSIDE, entry);
            }
        }
        return scans;
    }

    private void readClass(Path classFolder) {
        int before = scans.size();
        String name = FileName.of(folder, classFolder);
        String label = ClassLabel.of(name);
        for (Path entry : Folders.list(classFolder)) {
            if (Files.isDirectory(entry) && !SystemFiles.contain(entry)) {
                leftOut.addFilesOf(entry, LeftOut.Reason.TOO_DEEP);
            } else {
                String sha256 = digest(entry, leftOut);
                if (sha256 != null) {
                    scans.add(new ScanFile(entry, label, FileName.of(folder, entry), sha256));
                }
            }
        }
        if (scans.size() == before) {
            leftOut.add(LeftOut.Reason.EMPTY_CLASS, classFolder);
        } else {
            checkLabel(label, name);
        }
    }

    private void checkLabel(String label, String name) {
        if (label == null) {
            throw new CannotRunException("The class folder \"" + FileName.printable(name) + "\" in " + folder
                    + " must be named with 1 to 128 Latin letters, digits, blanks, dots, underscores and dashes only;"
                    + " rename it.");
        }
        String other = names.putIfAbsent(label, name);
        if (other != null) {
            throw new CannotRunException(
                    "The class folders \"" + FileName.printable(other) + "\" and \"" + FileName.printable(name)
                            + "\" in " + folder + " would both have the label " + label + "; rename one of them.");
        }
    }

    /** Returns a sentence for each class whose label is not the name of its folder. */
    List<String> sentences() {
        return names.entrySet().stream()
                .filter(name -> !name.getKey().equals(name.getValue()))
                .map(name -> "The class folder \"" + FileName.printable(name.getValue()) + "\" has the label "
                        + name.getKey() + ", as a label has letters, digits, dots, underscores and dashes only.")
                .toList();
    }

    /** Returns the SHA-256 of a file, or null if it is left out. */
    private static String digest(Path file, LeftOut leftOut) {
        LeftOut.Reason reason = refusal(file);
        if (reason == null) {
            try {
                String sha256 = Sha256.of(file);
                if (Files.size(file) > 0) {
                    return sha256;
                }
                reason = LeftOut.Reason.EMPTY;
            } catch (IOException e) {
                reason = LeftOut.Reason.UNREADABLE;
            }
        }
        leftOut.add(reason, file);
        return null;
    }

    /** Returns why an entry is no file to send, or null if it is one. */
    static LeftOut.Reason refusal(Path entry) {
        if (SystemFiles.contain(entry)) {
            return LeftOut.Reason.SYSTEM;
        }
        if (isLinkToNothing(entry)) {
            return LeftOut.Reason.BROKEN_LINK;
        }
        return Files.isRegularFile(entry) ? null : LeftOut.Reason.NO_FILE;
    }

    private static boolean isLinkToNothing(Path entry) {
        return Files.isSymbolicLink(entry) && !Files.exists(entry);
    }
}
