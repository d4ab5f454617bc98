package dev.thorax.worker.job;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.network.engine.Engine;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.SharedLungFinder;
import dev.thorax.worker.lungs.FetchedLungs;
import dev.thorax.worker.lungs.LungFinders;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.RecipeKind;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.segmentation.MaskedDataset;
import dev.thorax.worker.snapshot.DatasetSnapshot;
import dev.thorax.worker.snapshot.SnapshotArchive;
import dev.thorax.worker.snapshot.StoredSnapshot;

/**
 * Prepares trainings. The first worker of a training freezes its data set, splits, recipe, engine and build. Every other
 * worker of it reads what the first one froze.
 */
public final class TrainingPreparation {
    private final Recipes recipes;
    private final EngineRegistry engines;
    private final DatasetReader datasets;
    private final SnapshotArchive archive;
    private final BackboneFiles backbones;
    private final LungFinders lungs;
    private final String build;
    private final Clock clock;

    /**
     * Creates a preparation.
     *
     * @param lungs fetches lung finders
     * @param build digest of the code of this worker
     */
    public TrainingPreparation(
            Recipes recipes,
            EngineRegistry engines,
            DatasetReader datasets,
            SnapshotArchive archive,
            BackboneFiles backbones,
            LungFinders lungs,
            String build,
            Clock clock) {
        this.recipes = recipes;
        this.engines = engines;
        this.datasets = datasets;
        this.archive = archive;
        this.backbones = backbones;
        this.lungs = lungs;
        this.build = build;
        this.clock = clock;
    }

    /**
     * Returns the recipe that {@code request} trains by: the frozen one, or else the one of that name now.
     *
     * @throws TrainingException with a sentence, if there is none, or the id stands for another training
     */
    RecipeSource recipe(TrainingRequested request) {
        Optional<StoredSnapshot> frozen = archive.find(request.whole());
        frozen.ifPresent(stored -> check(request, stored.snapshot()));
        return frozen.map(stored -> RecipeSource.frozen(stored.snapshot().recipe()))
                .orElseGet(() -> named(request));
    }

    /**
     * Reads the frozen data set, and freezes it first if no worker has.
     *
     * @throws TrainingException with a sentence, if the training can never succeed
     * @throws InterruptedException if the thread was interrupted
     */
    PreparedTraining prepare(TrainingRequested request) throws InterruptedException {
        Optional<StoredSnapshot> found = archive.find(request.whole());
        StoredSnapshot stored = found.isPresent() ? found.get() : freeze(request);
        DatasetSnapshot frozen = stored.snapshot();
        check(request, frozen);
        RecipeSource source = RecipeSource.frozen(frozen.recipe());
        FetchedLungs finder = frozen.lungs() == null ? null : lungs.fetch(frozen.lungs());
        Dataset all = read(frozen.data(), source.recipe(), finder);
        PreparedTraining training = new PreparedTraining(
                        request,
                        source,
                        engines.get(frozen.engine()),
                        all,
                        frozen.splits(),
                        stored.digest(),
                        build,
                        frozen.weights(),
                        null)
                .of(all, frozen.splits(), finder);
        if (request.folds() != null) {
            checkBuild(request, frozen, training);
        }
        return training;
    }

    /**
     * Checks that no scan was erased since {@code training} was prepared.
     *
     * @throws TrainingException with a sentence, if one was
     */
    void checkNoneErased(PreparedTraining training) {
        Dataset all =
                training.lungs() == null ? training.dataset() : training.lungs().all();
        datasets.checkNoneErased(all.name(), all.scans());
    }

    private StoredSnapshot freeze(TrainingRequested request) throws InterruptedException {
        if (request.folds() != null && archive.hasFolds(request.whole())) {
            throw new TrainingException("The cross-validation " + request.whole()
                    + " was begun before data sets were frozen, so its folds may not belong together;"
                    + " ask for it again under another id.");
        }
        RecipeSource source = named(request);
        Engine engine = engines.get(request.engine());
        DatasetScans scans = source.recipe().corrections().apply(list(request, source.recipe()));
        FetchedLungs finder = source.recipe().lungs() == null
                ? null
                : lungs.fetch(source.recipe().lungs(), scans);
        return archive.keep(
                request.whole(),
                new DatasetSnapshot(
                        scans,
                        PreparedTraining.splits(request, source.recipe(), read(scans, source.recipe(), finder), finder),
                        source.yaml(),
                        engine.name(),
                        PreparedTraining.trainedBy(source.recipe(), engine),
                        build,
                        request.seedOrDefault(),
                        request.folds(),
                        request.heldOut(),
                        request.startsFromScratch(),
                        weights(request, source.recipe()),
                        clock.instant(),
                        finder == null ? null : finder.frozen()));
    }

    private RecipeSource named(TrainingRequested request) {
        return recipes.get(request.recipe()).withLungs(request.lungs());
    }

    /** Reads the scans as the network sees them; those without lungs stay. */
    private Dataset read(DatasetScans scans, Recipe recipe, @Nullable FetchedLungs finder) {
        if (finder == null) {
            return datasets.read(scans, recipe.input());
        }
        try (SharedLungFinder opened = finder.open()) {
            return datasets.read(scans, recipe.input(), opened);
        }
    }

    /** A lung finder is trained on scans with masks, which need not have classes. */
    private DatasetScans list(TrainingRequested request, Recipe recipe) {
        if (recipe.kind() != RecipeKind.SEGMENTATION) {
            return datasets.list(request.dataset());
        }
        if (request.folds() != null || request.heldOut() != null) {
            throw new TrainingException(
                    "Recipe " + recipe.name()
                            + " trains a lung finder, which is scored on one split; ask for it without folds and without heldOut.");
        }
        return datasets.listMasked(request.dataset());
    }

    /** Reads the scans of a training with their masks. */
    MaskedDataset masked(PreparedTraining training) {
        return new MaskedDataset(training.dataset(), datasets.readMasks(training.dataset()));
    }

    private @Nullable String weights(TrainingRequested request, Recipe recipe) throws InterruptedException {
        return recipe.backbone() == null || request.startsFromScratch()
                ? null
                : backbones.find(recipe.backbone().get()).sha256();
    }

    /** An id stands for one training: everything that a request names must be what was frozen. */
    private static void check(TrainingRequested request, DatasetSnapshot frozen) {
        boolean same =
                List.of(request.dataset(), request.recipe(), request.seedOrDefault(), request.startsFromScratch())
                                .equals(List.of(
                                        frozen.data().dataset(),
                                        String.valueOf(frozen.recipe().get("name")),
                                        frozen.seed(),
                                        frozen.fromScratch()))
                        && Objects.equals(request.folds(), frozen.folds())
                        && Objects.equals(request.heldOut(), frozen.heldOut())
                        && (request.engine() == null || request.engine().equals(frozen.engine()))
                        && (request.lungs() == null || isFinder(request.lungs(), frozen));
        if (!same) {
            throw new TrainingException("The training id " + request.whole() + " stands for another training (data set "
                    + frozen.data().dataset() + ", recipe " + frozen.recipe().get("name") + ", seed "
                    + frozen.seed() + "); ask for this one under another id.");
        }
    }

    private static boolean isFinder(String version, DatasetSnapshot frozen) {
        return frozen.lungs() != null && version.equals(frozen.lungs().version());
    }

    private void checkBuild(TrainingRequested request, DatasetSnapshot frozen, PreparedTraining training) {
        if (!build.equals(frozen.build()) || !training.trainedBy().equals(frozen.trainedBy())) {
            throw new TrainingException("The cross-validation " + request.whole() + " was begun by another build ("
                    + frozen.trainedBy() + ", build " + frozen.build() + ", here " + training.trainedBy() + ", build "
                    + build + "), and folds of different builds do not belong together;"
                    + " ask for it again under another id.");
        }
    }
}
