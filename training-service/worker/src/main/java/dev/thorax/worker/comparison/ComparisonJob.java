package dev.thorax.worker.comparison;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ComparisonOrder;
import dev.thorax.contracts.worker.ComparisonResult;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.BundleNotReadyException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.MissingInputException;

/** Compares a version with the newest one in production that can run. */
public final class ComparisonJob {
    private final ObjectStore store;
    private final TrustedKeys keys;
    private final Path folder;
    private final int threads;
    private final Predicate<String> isGivenUp;

    /**
     * Prepares a comparison.
     *
     * @param keys one of them must have signed each version
     * @param folder for the files of the versions
     * @param threads threads of one run of a network; 0 for all processors
     * @param isGivenUp returns whether a version whose files are missing has been waited for long enough
     */
    public ComparisonJob(ObjectStore store, TrustedKeys keys, Path folder, int threads, Predicate<String> isGivenUp) {
        this.store = store;
        this.keys = keys;
        this.folder = folder;
        this.threads = threads;
        this.isGivenUp = isGivenUp;
    }

    /**
     * Compares the version that {@code order} names.
     *
     * @throws MissingInputException if the store does not hold a version; it may hold it later
     */
    public ComparisonResult run(ComparisonOrder order) {
        OpenedVersions versions = new OpenedVersions(store, keys, new OnnxSessions(threads), folder.resolve("models"));
        OpenedVersion opened;
        try {
            opened = open(
                    order.request().model(),
                    order.request().version(),
                    () -> versions.open(order.request().model(), order.request().version()));
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

    /** Returns a promoted version; empty if it cannot serve, or was deleted: then the one before it does. */
    private Optional<OpenedVersion> open(ModelPromoted promoted, OpenedVersions versions) {
        try {
            return Optional.of(open(promoted.model(), promoted.version(), () -> versions.open(promoted)));
        } catch (BrokenBundleException e) {
            return Optional.empty();
        }
    }

    /** A version whose files are missing may serve elsewhere already. It counts as deleted only after a long wait. */
    private OpenedVersion open(String model, String version, Supplier<OpenedVersion> open) {
        try {
            return open.get();
        } catch (BundleNotReadyException e) {
            String bundle = StorageKeys.bundle(model, version);
            if (isGivenUp.test(bundle)) {
                throw e;
            }
            throw new MissingInputException(bundle, e.getMessage());
        }
    }

    private static boolean isThat(ModelPromoted promoted, OpenedVersion version) {
        return version.manifest().model().equals(promoted.model())
                && version.manifest().version().equals(promoted.version());
    }
}
