package dev.thorax.worker.job;

import java.util.List;
import java.util.Set;

import ai.onnxruntime.OrtEnvironment;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.network.engine.Engine;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.SeenScans;
import dev.thorax.worker.dataset.SourceSplitter;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.Splitter;
import dev.thorax.worker.dataset.WithoutLungs;
import dev.thorax.worker.lungs.FetchedLungs;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.RecipeSource;

/**
 * A training whose data set was read and split.
 *
 * @param source the recipe
 * @param engine the engine that the request names, or the configured one
 * @param dataset the scans that the network can see: with a lung finder, those with lungs
 * @param splits the only split, or one a fold; the network of the first is the version's
 * @param snapshot SHA-256 of what the training froze, 64 lower-case hex digits, or null if nothing was frozen
 * @param build digest of the worker's code, or null if it is not known
 * @param weights SHA-256 of the backbone's weights file, or null if none was frozen
 * @param lungs the lung finder and what it makes of the scans, or null if the network sees the scans without one
 */
public record PreparedTraining(
        TrainingRequested request,
        RecipeSource source,
        Engine engine,
        Dataset dataset,
        List<Split> splits,
        @Nullable String snapshot,
        @Nullable String build,
        @Nullable String weights,
        @Nullable TrainingLungs lungs) {

    /** Creates a training of which nothing was frozen. */
    public PreparedTraining(
            TrainingRequested request, RecipeSource source, Engine engine, Dataset dataset, List<Split> splits) {
        this(request, source, engine, dataset, splits, null, null, null, null);
    }

    /** Splits {@code dataset} as the request demands. Nothing is frozen. */
    public static PreparedTraining of(TrainingRequested request, RecipeSource source, Engine engine, Dataset dataset) {
        return of(request, source, engine, dataset, null);
    }

    /**
     * Splits {@code dataset} as the request demands. Nothing is frozen.
     *
     * @param dataset all scans; with a lung finder, those without lungs, too
     * @param lungs the lung finder, or null if there is none
     */
    public static PreparedTraining of(
            TrainingRequested request,
            RecipeSource source,
            Engine engine,
            Dataset dataset,
            @Nullable FetchedLungs lungs) {
        return new PreparedTraining(request, source, engine, dataset, List.of())
                .of(dataset, splits(request, source.recipe(), dataset, lungs), lungs);
    }

    /** Returns the same training of splits of {@code all}, without the scans that have no lungs. */
    PreparedTraining of(Dataset all, List<Split> allSplits, @Nullable FetchedLungs fetched) {
        SeenScans seen = SeenScans.of(all, allSplits);
        return new PreparedTraining(
                request,
                source,
                engine,
                seen.dataset(),
                seen.splits(),
                snapshot,
                build,
                weights,
                fetched == null ? null : new TrainingLungs(fetched, all, allSplits, seen.without()));
    }

    /** Splits all scans of a data set. Patients from whom the lung finder learned are in no test part. */
    static List<Split> splits(TrainingRequested request, Recipe recipe, Dataset dataset, @Nullable FetchedLungs lungs) {
        long seed = request.seedOrDefault();
        Set<String> learned = lungs == null ? Set.of() : TrainingLungs.learnedFrom(lungs, dataset);
        if (heldOut(request, recipe) == HeldOut.SOURCES) {
            return SourceSplitter.splits(dataset, request.folds(), learned, seed);
        }
        return request.folds() == null
                ? List.of(Splitter.split(dataset, learned, seed))
                : Splitter.folds(dataset, request.folds(), learned, seed);
    }

    /** Returns the same training of its first splits only. */
    public PreparedTraining first(int count) {
        return new PreparedTraining(
                request,
                source,
                engine,
                dataset,
                splits.subList(0, count),
                snapshot,
                build,
                weights,
                lungs == null ? null : lungs.first(count));
    }

    /** Returns the scans of a split, from 0, in which no lungs were found. */
    public WithoutLungs withoutLungs(int split) {
        return lungs == null ? WithoutLungs.NONE : lungs.without().get(split);
    }

    /** Returns what is held out to score the version: what the request names, or else the recipe. */
    HeldOut heldOut() {
        return heldOut(request, recipe());
    }

    private static HeldOut heldOut(TrainingRequested request, Recipe recipe) {
        return HeldOut.of(request.heldOut()).orElse(recipe.heldOut());
    }

    /** Returns the recipe. */
    public Recipe recipe() {
        return source.recipe();
    }

    /** Returns the trainer of one of the splits, from 0. */
    public FoldTrainer trainer(int split, BackboneFiles backbones) {
        NetworkFactory networks = new NetworkFactory(recipe(), engine, backbones, request.startsFromScratch(), weights);
        return new FoldTrainer(
                recipe(), networks, dataset, splits.get(split), withoutLungs(split), request.seedOrDefault());
    }

    /** Returns the library that trains, with its version: ONNX Runtime for a classifier, whichever engine was named. */
    String trainedBy() {
        return trainedBy(recipe(), engine);
    }

    static String trainedBy(Recipe recipe, Engine engine) {
        return recipe.classifier() == null
                ? engine.name() + " " + engine.version()
                : "onnxruntime " + OrtEnvironment.getEnvironment().getVersion();
    }

    /** Returns a digest of all that decides how the fitting proceeds. */
    String fingerprint() {
        return Sha256.of(Json.write(List.of(
                source.yaml(),
                engine.name(),
                engine.version(),
                dataset.digest(),
                String.valueOf(request.folds()),
                String.valueOf(request.fold()),
                String.valueOf(request.fromScratch()),
                String.valueOf(request.heldOut()),
                String.valueOf(snapshot),
                String.valueOf(build),
                request.seedOrDefault())));
    }
}
