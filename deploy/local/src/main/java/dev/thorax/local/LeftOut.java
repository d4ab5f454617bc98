package dev.thorax.local;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a folder holds and is not sent, and describes it. */
final class LeftOut {
    /** The reasons to leave something out. */
    enum Reason {
        SYSTEM("Hidden files and files of the operating system", ""),
        BROKEN_LINK("Links to files that do not exist", "; mend them or remove them"),
        NO_FILE("Entries that are neither files nor folders", "; remove them"),
        UNREADABLE("Files that cannot be read", "; make them readable"),
        EMPTY("Files without bytes", "; copy them again"),
        TOO_DEEP("Files a folder too deep", "; move them up, since only files directly in a class folder are read"),
        IN_FOLDER("Files in sub-folders", "; move them up, since only files directly in the folder are read"),
        DOCUMENT("Tables and texts", ""),
        MASK("Masks", ", as they are no scans"),
        CLASS("Files of classes that --class leaves out", ""),
        OUTSIDE("Files outside of the class folders", "; move scans into the folder of their class"),
        EMPTY_CLASS("Class folders without a scan", "; put scans into them or remove them"),
        TWO_CLASSES(
                "Files of pictures that are in two classes",
                ", as nobody knows which class is right; keep each picture in one class only"),
        REPEATED("Copies of a picture that is in the same class", ", so that it counts once, and for one patient"),
        IN_TEST_TOO(
                "Files of the training part whose picture is also in the test part",
                ", so that nothing is tested on what was trained"),
        PATIENT_IN_TEST_TOO(
                "Scans of the training part whose patient is also in the test part",
                ", so that nobody is tested on who was trained"),
        NOT_THERE("Lines of the manifest whose file is in no class folder", "; correct their names or remove them");

        private final String what;
        private final String advice;

        Reason(String what, String advice) {
            this.what = what;
            this.advice = advice;
        }
    }

    private record Found(int count, String example) {}

    private final Path folder;
    private final Map<Reason, Found> found = new EnumMap<>(Reason.class);

    /** Counts entries of one folder. */
    LeftOut(Path folder) {
        this.folder = folder;
    }

    /** Counts entries of several folders, and names them by their whole paths. */
    static LeftOut ofSeveral() {
        return new LeftOut(null);
    }

    /** Counts an entry of the folder. */
    void add(Reason reason, Path entry) {
        add(reason, folder == null ? FileName.normal(entry.toString()) : FileName.of(folder, entry));
    }

    /** Counts something with a name for people. */
    void add(Reason reason, String example) {
        Found before = found.get(reason);
        found.put(reason, before == null ? new Found(1, example) : new Found(before.count() + 1, before.example()));
    }

    /** Counts the files of a sub-folder, as they might be scans. */
    void addFilesOf(Path subFolder, Reason reason) {
        if (!Files.isReadable(subFolder)) {
            add(Reason.UNREADABLE, subFolder);
            return;
        }
        for (Path entry : Folders.list(subFolder)) {
            if (SystemFiles.contain(entry)) {
                add(Reason.SYSTEM, entry);
            } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                addFilesOf(entry, reason);
            } else {
                add(reason, entry);
            }
        }
    }

    /** Returns how many entries are left out for a reason. */
    int count(Reason reason) {
        Found entries = found.get(reason);
        return entries == null ? 0 : entries.count();
    }

    /** Returns one sentence for each reason, with how many there are and an example. */
    List<String> sentences() {
        return found.entrySet().stream()
                .map(entry -> entry.getKey().what + " are left out ("
                        + entry.getValue().count() + ", e.g. "
                        + FileName.printable(entry.getValue().example()) + ")" + entry.getKey().advice + ".")
                .toList();
    }
}
