package dev.thorax.worker.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.bundle.BundleFiles;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.report.ClassSets;
import dev.thorax.worker.report.Report;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes a version that differs from another only in its class sets. Its report is the page of the validation that made it. */
final class CalibratedVersion {
    private CalibratedVersion() {}

    /**
     * Writes the version. If it was written before, that one remains.
     *
     * @param from the bundle of the version that was calibrated
     * @param sets its new sets, with the name of the new version
     * @param page the page with its pictures
     */
    static void write(ObjectStore store, ModelBundle from, ClassSets sets, byte[] page) {
        ReportPictures.Extracted report = ReportPictures.extract(new String(page, UTF_8));
        BundleFiles files = new BundleFiles(
                read(from, Manifest.MODEL),
                read(from, Manifest.GRADCAM),
                Map.of(Report.PAGE, report.page().getBytes(UTF_8)),
                report.pictures(),
                read(from, Manifest.LUNGS));
        Manifest manifest = from.manifest().calibrated(sets.version(), sets.sets());
        new BundleStore(store).write(manifest.withFiles(files.digests()), files);
    }

    private static byte @Nullable [] read(ModelBundle from, String name) {
        try {
            return from.manifest().files().containsKey(name) ? Files.readAllBytes(from.file(name)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
