package dev.thorax.worker.bundle;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ReportPictures.Reference;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;

/**
 * The files of a bundle but its manifest.
 *
 * @param model {@code model.onnx}, or null where ONNX cannot express the version; then it can never be promoted
 * @param gradcam {@code gradcam.onnx}, or null with {@code model}
 * @param report {@code report.html} and its plots, by file name; empty where there is no report
 * @param pictures the pictures of scans that the report refers to; they become objects of these scans
 * @param lungs {@code lungs.onnx}, or null if there is none
 */
public record BundleFiles(
        byte[] model, byte[] gradcam, Map<String, byte[]> report, Map<Reference, byte[]> pictures, byte[] lungs) {
    /** Checks that each file of the report has a name of its own. */
    public BundleFiles {
        report = Map.copyOf(report);
        for (String name : report.keySet()) {
            if (!StorageKeys.isName(name)
                    || name.equals(Manifest.MODEL)
                    || name.equals(Manifest.GRADCAM)
                    || name.equals(Manifest.LUNGS)
                    || name.equals(Manifest.MANIFEST)
                    || name.equals(StorageKeys.SIGNATURE)) {
                throw new IllegalArgumentException("A file of the report cannot be named " + name + " in a bundle.");
            }
        }
    }

    /** A bundle without a lung finder. */
    public BundleFiles(byte[] model, byte[] gradcam, Map<String, byte[]> report, Map<Reference, byte[]> pictures) {
        this(model, gradcam, report, pictures, null);
    }

    /** A bundle whose report refers to no pictures. */
    public BundleFiles(byte[] model, byte[] gradcam, Map<String, byte[]> report) {
        this(model, gradcam, report, Map.of());
    }

    /** A bundle without a report. */
    public BundleFiles(byte[] model, byte[] gradcam) {
        this(model, gradcam, Map.of());
    }

    /** Returns the files of a version that has a report but cannot serve. */
    public static BundleFiles withoutModel(Map<String, byte[]> report) {
        return new BundleFiles(null, null, report);
    }

    /** Returns the files of a version that only finds lungs. */
    public static BundleFiles ofLungFinder(byte[] lungs, Map<String, byte[]> report) {
        return new BundleFiles(null, null, report, Map.of(), lungs);
    }

    /** Returns every file by its name. */
    public Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>(report);
        if (model != null) {
            all.put(Manifest.MODEL, model);
            all.put(Manifest.GRADCAM, gradcam);
        }
        if (lungs != null) {
            all.put(Manifest.LUNGS, lungs);
        }
        return all;
    }

    /** SHA-256 of each file, 64 lower-case hex digits, by its name. */
    public Map<String, String> digests() {
        return all().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, file -> Sha256.of(file.getValue()), (one, other) -> one, TreeMap::new));
    }
}
