package dev.thorax.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads one folder of labelled scans with its manifests, however it was published. */
final class DataFolder {
    /** Holds the files of which one manifest, or none, tells the patients. */
    private record Listed(PatientList patients, SourceColumn sources, List<ScanFile> files) {}

    private final Path folder;
    private final DatasetLayout layout;
    private final boolean oneOfSeveral;
    private final Map<Path, Listed> byManifest = new LinkedHashMap<>();

    /**
     * Looks into the folder.
     *
     * @param oneOfSeveral whether names must tell its files from those of other folders
     * @param report takes one sentence for each folder that wraps another one
     */
    DataFolder(Path given, boolean oneOfSeveral, Consumer<String> report) {
        this.folder = given.toAbsolutePath();
        this.layout = DatasetLayout.of(folder, report);
        this.oneOfSeveral = oneOfSeveral;
    }

    /** Returns all files of the class folders, the training part first. Throws {@link CannotRunException} if one cannot be read. */
    List<ScanFile> read(FolderOptions options, ClassMap classes, LeftOut leftOut) {
        ClassFolders folders = new ClassFolders(leftOut, classes);
        layout.beside().forEach(folders::leaveOut);
        Map<Path, PublishedSplit> parts = new HashMap<>();
        for (DatasetLayout.PartFolder part : layout.parts()) {
            Path manifest = manifest(part.folder());
            Listed listed = byManifest.computeIfAbsent(
                    manifest == null ? folder : manifest, key -> listed(manifest, options.sourceColumn()));
            List<ScanFile> files = folders.read(part.folder(), manifest == null ? folder : manifest.getParent());
            files.forEach(file -> parts.put(file.file(), part.part()));
            listed.files().addAll(files);
        }
        List<ScanFile> scans = new ArrayList<>();
        for (Listed listed : byManifest.values()) {
            List<ScanFile> known = new ArrayList<>(listed.files());
            known.addAll(folders.dismissed());
            listed.patients().missingFrom(known).forEach(name -> leftOut.add(LeftOut.Reason.NOT_THERE, name));
            listed.files().stream()
                    .map(file -> file.with(
                            shown(file.name()),
                            parts.get(file.file()),
                            patient(listed, file.name()),
                            options.source() != null ? options.source() : source(listed, file.name())))
                    .forEach(scans::add);
        }
        return scans;
    }

    private static Listed listed(Path manifest, String sourceColumn) {
        return new Listed(
                manifest == null ? PatientList.unknown() : PatientList.read(manifest),
                manifest == null || sourceColumn == null
                        ? SourceColumn.MISSING
                        : SourceColumn.read(manifest, sourceColumn),
                new ArrayList<>());
    }

    /** Returns the manifest that is nearest above the class folders, or null. */
    private Path manifest(Path classes) {
        for (Path above = classes; above != null; above = above.getParent()) {
            Path manifest = ManifestFile.find(above);
            if (manifest != null || above.equals(folder)) {
                return manifest;
            }
        }
        return null;
    }

    private String patient(Listed listed, String name) {
        return oneOfSeveral && listed.patients().isUnknown()
                ? FileName.patient(DatasetName.of(folder) + "/" + name)
                : listed.patients().of(name);
    }

    private static String source(Listed listed, String name) {
        return listed.sources().values() == null
                ? null
                : listed.sources().values().of(name);
    }

    private String shown(String name) {
        return oneOfSeveral ? folder + "/" + name : name;
    }

    /** Throws {@link CannotRunException} if the manifest leaves out the patient of a file that is kept. */
    void checkPatients(Set<Path> kept) {
        byManifest.values().forEach(listed -> listed.patients()
                .checkAll(listed.files().stream()
                        .filter(file -> kept.contains(file.file()))
                        .toList()));
    }

    /** Returns the given folder. */
    Path folder() {
        return folder;
    }

    boolean hasTest() {
        return layout.hasTest();
    }

    /** Returns whether a manifest tells the patients of all files. */
    boolean knowsPatients() {
        return byManifest.values().stream()
                .noneMatch(listed -> listed.patients().isUnknown());
    }

    /** Returns whether a manifest has the column of the sources. */
    boolean hasSources() {
        return byManifest.values().stream().anyMatch(listed -> listed.sources().values() != null);
    }

    /** Returns the names of all columns of the manifests. */
    Set<String> columns() {
        return byManifest.values().stream()
                .flatMap(listed -> listed.sources().columns().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
