package dev.thorax.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads a folder in the layout of the public data sets: one sub-folder for each class. */
final class ScanFolder {
    private ScanFolder() {}

    /**
     * Returns the files of the class folders in the order of their names, each picture once and in one class.
     *
     * @param report takes one sentence for each reason why files are left out
     * @throws CannotRunException with a sentence if there are fewer than two classes, or a manifest that leaves files out
     */
    static List<LabelledScan> labelled(Path folder, Consumer<String> report) {
        return LabelledFolders.read(List.of(folder), FolderOptions.NONE, report).scans();
    }

    /**
     * Returns the files of a folder as scans without a class. Throws {@link CannotRunException} if there is none.
     *
     * @param report takes one sentence for each reason why files are left out
     */
    static List<LabelledScan> unlabelled(Path folder, Consumer<String> report) {
        LeftOut leftOut = new LeftOut(folder);
        List<LabelledScan> scans = new ArrayList<>();
        for (Path entry : Folders.list(folder)) {
            LeftOut.Reason refusal = ClassFolders.refusal(entry);
            if (Files.isDirectory(entry) && refusal != LeftOut.Reason.SYSTEM) {
                leftOut.addFilesOf(entry, LeftOut.Reason.IN_FOLDER);
            } else if (refusal != null) {
                leftOut.add(refusal, entry);
            } else if (!Files.isReadable(entry)) {
                leftOut.add(LeftOut.Reason.UNREADABLE, entry);
            } else {
                scans.add(new LabelledScan(entry, null, null));
            }
        }
        leftOut.sentences().forEach(report);
        if (scans.isEmpty()) {
            throw new CannotRunException(
                    "The folder " + folder + " holds no files to send; give one that holds scans.");
        }
        return scans;
    }

    /** Reports how many new scans are labelled ones, too: a diagnosis of a scan that was trained on proves nothing. */
    static void compare(List<LabelledScan> unlabelled, List<LabelledScan> labelled, Consumer<String> report) {
        Set<String> known = unlabelled.isEmpty()
                ? Set.of()
                : labelled.stream().map(scan -> ScanId.of(scan.file())).collect(Collectors.toSet());
        List<LabelledScan> both = unlabelled.stream()
                .filter(scan -> known.contains(ScanId.of(scan.file())))
                .toList();
        if (!both.isEmpty()) {
            report.accept("Scans without labels that are also in a class folder may have been trained on ("
                    + both.size() + ", e.g. " + FileName.printable(both.get(0).name())
                    + "); their diagnoses prove nothing.");
        }
    }
}
