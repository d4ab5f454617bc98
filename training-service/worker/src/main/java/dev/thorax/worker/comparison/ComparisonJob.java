package dev.thorax.worker.comparison;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ComparisonOrder;
import dev.thorax.contracts.worker.ComparisonResult;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.BundleNotReadyException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.storage.ObjectStore;

/** Compares a version with the newest one in production that can run. */
public final class ComparisonJob {
    private final ObjectStore store;
    private final Path folder;
    private final int threads;

    /**
     * Prepares a comparison.
     *
     * @param folder for the files of the versions
     * @param threads threads of one run of a network; 0 for all processors
     */
    public ComparisonJob(ObjectStore store, Path folder, int threads) {
        this.store = store;
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Compares the version that {@code order} names.
     *
     * @throws BundleNotReadyException if the store does not hold what was promoted; it may hold it later
     */
    public ComparisonResult run(ComparisonOrder order) {
        OpenedVersions versions = new OpenedVersions(store, new OnnxSessions(threads), folder.resolve("models"));
        OpenedVersion opened;
        try {
            opened = versions.open(order.request().model(), order.request().version());
        } catch (BrokenBundleException e) {
            return ComparisonResult.declined("Version " + order.request().version() + " of "
                    + order.request().model() + " cannot serve, so it is not promoted: " + e.getMessage());
        }
        try (OpenedVersion challenger = opened) {
            return compare(challenger, order.promoted(), versions, new VersionComparison(store, order.minPatients()));
        }
    }

    private ComparisonResult compare(
            OpenedVersion challenger,
            List<ModelPromoted> newestFirst,
            OpenedVersions versions,
            VersionComparison comparison) {
        for (ModelPromoted promoted : newestFirst) {
            if (isThat(promoted, challenger)) {
                return ComparisonResult.declined("The " + challenger.name() + " serves in production already.");
            }
            Optional<OpenedVersion> serving = open(promoted, versions);
            if (serving.isPresent()) {
                try (OpenedVersion opened = serving.get()) {
                    return comparison.between(challenger, opened);
                }
            }
        }
        return ComparisonResult.promoted(
                Basis.EMPTY_SLOT,
                "No version that was promoted to production can serve, and this one shows its margin over its shortcut "
                        + "controls.");
    }

    /**
     * Empty if the version cannot serve, or was deleted: then the one before it does. A manifest is stored last and was read
     * when its version was promoted, so a version without one was deleted. Another file may still arrive.
     */
    private Optional<OpenedVersion> open(ModelPromoted promoted, OpenedVersions versions) {
        try {
            return Optional.of(versions.open(promoted));
        } catch (BundleNotReadyException e) {
            if (store.exists(StorageKeys.bundleFile(promoted.model(), promoted.version(), Manifest.MANIFEST))) {
                // It may serve elsewhere, so its slot is not empty.
                throw e;
            }
            return Optional.empty();
        } catch (BrokenBundleException e) {
            return Optional.empty();
        }
    }

    private static boolean isThat(ModelPromoted promoted, OpenedVersion version) {
        return version.manifest().model().equals(promoted.model())
                && version.manifest().version().equals(promoted.version());
    }
}
