package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.thorax.contracts.storage.Sha256;

/** Finds the files of the class folders, and what else lies about. */
final class ClassFolders {
    private final LeftOut leftOut;
    private final ClassMap classes;
    private final List<ScanFile> dismissed = new ArrayList<>();

    ClassFolders(LeftOut leftOut, ClassMap classes) {
        this.leftOut = leftOut;
        this.classes = classes;
    }

    /**
     * Returns every readable file of a class folder, in the order of their names.
     *
     * @param folder holds the class folders
     * @param base names of files are relative to this folder
     * @throws CannotRunException with a sentence if a class folder cannot be read, or its name cannot be a label
     */
    List<ScanFile> read(Path folder, Path base) {
        List<ScanFile> scans = new ArrayList<>();
        for (Path entry : Folders.list(folder)) {
            if (Files.isDirectory(entry) && !SystemFiles.contain(entry) && !PictureFolders.isNoClass(entry)) {
                scans.addAll(readClass(entry, base));
            } else {
                leaveOut(entry);
            }
        }
        return scans;
    }

    /** Counts an entry that is beside class folders. */
    void leaveOut(Path entry) {
        if (SystemFiles.contain(entry)) {
            leftOut.add(LeftOut.Reason.SYSTEM, entry);
        } else if (Files.isDirectory(entry)) {
            leftOut.addFilesOf(entry, PictureFolders.isNoClass(entry) ? LeftOut.Reason.MASK : LeftOut.Reason.OUTSIDE);
        } else if (isLinkToNothing(entry)) {
            leftOut.add(LeftOut.Reason.BROKEN_LINK, entry);
        } else if (!ManifestFile.isManifest(entry)) {
            leftOut.add(DocumentFiles.contain(entry) ? LeftOut.Reason.DOCUMENT : LeftOut.Reason.OUTSIDE, entry);
        }
    }

    /** Returns the files of classes that are left out, without their digests. */
    List<ScanFile> dismissed() {
        return dismissed;
    }

    private List<ScanFile> readClass(Path classFolder, Path base) {
        String name = FileName.of(classFolder.getParent(), classFolder);
        String label = classes.label(name);
        List<Path> files = files(classFolder);
        List<ScanFile> scans = new ArrayList<>();
        for (Path file : files) {
            if (ClassMap.LEFT_OUT.equals(label)) {
                leftOut.add(LeftOut.Reason.CLASS, file);
                dismissed.add(new ScanFile(file, label, FileName.of(base, file), ""));
                continue;
            }
            String sha256 = digest(file);
            if (sha256 != null) {
                scans.add(new ScanFile(file, label, FileName.of(base, file), sha256));
            }
        }
        if (scans.isEmpty() && !ClassMap.LEFT_OUT.equals(label)) {
            leftOut.add(LeftOut.Reason.EMPTY_CLASS, classFolder);
        } else {
            classes.found(name, classFolder.getParent());
        }
        return scans;
    }

    /** Returns the files of a class, which may be in a folder for the pictures alone. */
    private List<Path> files(Path classFolder) {
        List<Path> files = new ArrayList<>();
        for (Path entry : Folders.list(classFolder)) {
            if (!Files.isDirectory(entry) || SystemFiles.contain(entry)) {
                files.add(entry);
            } else if (PictureFolders.isOfMasks(entry)) {
                leftOut.addFilesOf(entry, LeftOut.Reason.MASK);
            } else if (PictureFolders.isOfImages(entry)) {
                files.addAll(filesOfImages(entry));
            } else {
                leftOut.addFilesOf(entry, LeftOut.Reason.TOO_DEEP);
            }
        }
        return files;
    }

    private List<Path> filesOfImages(Path images) {
        List<Path> files = new ArrayList<>();
        for (Path entry : Folders.list(images)) {
            if (!Files.isDirectory(entry) || SystemFiles.contain(entry)) {
                files.add(entry);
            } else {
                leftOut.addFilesOf(entry, LeftOut.Reason.TOO_DEEP);
            }
        }
        return files;
    }

    /** Returns the SHA-256 of a file, or null if it is left out. */
    private String digest(Path file) {
        LeftOut.Reason reason = refusal(file);
        if (reason == null && DocumentFiles.contain(file)) {
            reason = LeftOut.Reason.DOCUMENT;
        }
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
