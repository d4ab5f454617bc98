package dev.thorax.worker.lungs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.recipe.RecipeLungs;
import dev.thorax.worker.snapshot.FrozenLungs;
import dev.thorax.worker.snapshot.SnapshotArchive;

/**
 * Fetches the lung finders that recipes name.
 *
 * @param store where they lie
 * @param keys gives the keys of which one must have signed the version; asked only for a recipe that names a lung finder
 * @param archive has what their trainings froze
 * @param folder for their files
 */
public record LungFinders(ObjectStore store, Supplier<TrustedKeys> keys, SnapshotArchive archive, Path folder) {
    /**
     * Fetches a lung finder for a training on {@code scans}.
     *
     * @throws TrainingException with a sentence, if there is none, it is not signed, it finds no lungs, or nobody knows from whom it
     *     learned
     */
    public FetchedLungs fetch(RecipeLungs named, DatasetScans scans) {
        ModelBundle bundle = bundle(named.model(), named.version());
        Manifest manifest = bundle.manifest();
        if (!manifest.isSegmentation()) {
            throw new TrainingException("The recipe names version " + named.version() + " of " + named.model()
                    + " as its lung finder, but that one tells classes apart; name a version of a recipe of kind"
                    + " SEGMENTATION.");
        }
        List<String> learned = new FinderPatients(archive).in(scans, manifest);
        return read(
                bundle,
                new FrozenLungs(named.model(), named.version(), digest(bundle, named), manifest.input(), learned));
    }

    /**
     * Fetches the lung finder that a training froze.
     *
     * @throws TrainingException with a sentence, if it is not there any more, or is another one
     */
    public FetchedLungs fetch(FrozenLungs frozen) {
        return read(bundle(frozen.model(), frozen.version()), frozen);
    }

    private ModelBundle bundle(String model, String version) {
        try {
            return ModelBundle.fetch(store, keys.get(), model, version, folder);
        } catch (BrokenBundleException e) {
            throw unusable(model, version, e);
        }
    }

    private static String digest(ModelBundle bundle, RecipeLungs named) {
        try {
            return bundle.digest(Manifest.LUNGS);
        } catch (BrokenBundleException e) {
            throw unusable(named.model(), named.version(), e);
        }
    }

    private static FetchedLungs read(ModelBundle bundle, FrozenLungs frozen) {
        try {
            return new FetchedLungs(frozen, Files.readAllBytes(bundle.file(Manifest.LUNGS)));
        } catch (BrokenBundleException e) {
            throw unusable(frozen.model(), frozen.version(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrainingException unusable(String model, String version, BrokenBundleException cause) {
        return new TrainingException(
                "The lung finder of the recipe, version " + version + " of " + model + ", cannot be used: "
                        + cause.getMessage() + " Train it first, or name another one in the recipe.",
                cause);
    }
}
