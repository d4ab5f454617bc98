package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.thorax.local.csv.CsvTable;

/**
 * Reads a folder of scans with lung masks: a folder {@code images} and a folder {@code masks}. The mask of a scan has its
 * name, whatever the ending, or is named in the column {@code mask} of {@code manifest.csv}.
 */
final class MaskedFolder {
    /** The class of scans that have nothing in common but their masks. */
    static final String LABEL = "LUNGS";

    private static final Predicate<Path> WHOLE = file -> !Files.isDirectory(file) && !SystemFiles.contain(file);

    private final Path folder;
    private final PatientList patients;
    private final FileColumn named;
    private final Map<String, Path> byStem = new HashMap<>();

    private MaskedFolder(Path folder) {
        this.folder = folder;
        Path manifest = ManifestFile.find(folder);
        this.patients = manifest == null ? PatientList.unknown() : PatientList.read(manifest);
        this.named = manifest == null ? new FileColumn() : masks(manifest);
    }

    /**
     * Reads a folder.
     *
     * @param report takes a sentence if scans are left out as they have no mask
     * @throws CannotRunException with a sentence, if it has not both folders, no scan has a mask, or the manifest names no patient
     *     of a scan
     */
    static List<LabelledScan> read(Path given, Consumer<String> report) {
        return new MaskedFolder(given.toAbsolutePath()).scans(report);
    }

    private List<LabelledScan> scans(Consumer<String> report) {
        for (Path mask : files(only(PictureFolders::isOfMasks, "masks"))) {
            byStem.put(stem(mask), mask);
        }
        List<LabelledScan> scans = new ArrayList<>();
        List<Path> without = new ArrayList<>();
        for (Path image : files(only(PictureFolders::isOfImages, "images"))) {
            Path mask = mask(image);
            if (mask == null) {
                without.add(image);
            } else {
                String patient = patient(image);
                scans.add(new LabelledScan(image, LABEL, patient, patient, null, PublishedSplit.ALL, mask));
            }
        }
        if (scans.isEmpty()) {
            throw new CannotRunException(
                    "No scan in " + folder
                            + " has a mask; give each mask the name of its scan, or name it in the column mask of manifest.csv.");
        }
        if (!without.isEmpty()) {
            report.accept("Scans without a mask are left out (" + without.size() + ", e.g. "
                    + FileName.printable(FileName.of(folder, without.get(0))) + ").");
        }
        return scans;
    }

    private Path mask(Path image) {
        String name = named.of(FileName.of(folder, image));
        if (name == null) {
            return byStem.get(stem(image));
        }
        Path relative = Path.of(FileName.normal(name)).normalize();
        Path mask = folder.resolve(relative);
        if (relative.isAbsolute() || relative.startsWith("..") || !Files.isRegularFile(mask)) {
            throw new CannotRunException("The mask " + FileName.printable(name)
                    + " that the manifest names is not in the folder " + folder + "; correct its name.");
        }
        return mask;
    }

    private String patient(Path image) {
        String name = FileName.of(folder, image);
        String patient = patients.of(name);
        if (patient == null) {
            throw new CannotRunException("The manifest of " + folder + " names no patient for "
                    + FileName.printable(name) + "; list each file with its patient, or remove the manifest.");
        }
        return patient;
    }

    private Path only(Predicate<Path> kind, String name) {
        return Folders.list(folder).stream()
                .filter(entry -> Files.isDirectory(entry) && kind.test(entry))
                .findFirst()
                .orElseThrow(() -> new CannotRunException("The folder " + folder + " has no folder " + name
                        + "; give one with the folders images and masks."));
    }

    private static List<Path> files(Path pictures) {
        return Folders.list(pictures).stream().filter(WHOLE).toList();
    }

    private static FileColumn masks(Path manifest) {
        try {
            CsvTable table = CsvTable.read(Files.readAllBytes(manifest));
            FileColumn masks = new FileColumn();
            int files = table.column("file");
            int column = table.column("mask");
            if (files >= 0 && column >= 0) {
                FileColumn.forEach(table, files, column, masks::put);
            }
            return masks;
        } catch (IOException e) {
            throw new CannotRunException("The file " + manifest + " cannot be read (" + e.getMessage() + "); mend it.");
        }
    }

    private static String stem(Path file) {
        String name = FileName.normal(file.getFileName().toString());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
