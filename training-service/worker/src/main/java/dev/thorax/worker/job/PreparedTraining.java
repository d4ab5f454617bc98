package dev.thorax.worker.job;

import java.util.List;

import ai.onnxruntime.OrtEnvironment;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.network.engine.Engine;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.Splitter;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.RecipeSource;

/**
 * A training whose data set was read and split.
 *
 * @param source the recipe
 * @param engine the engine that the request names, or the configured one
 * @param splits the only split, or one a fold; the network of the first is the version's
 * @param snapshot SHA-256 of what the training froze, 64 lower-case hex digits, or null if nothing was frozen
 * @param build digest of the worker's code, or null if it is not known
 * @param weights SHA-256 of the backbone's weights file, or null if none was frozen
 */
public record PreparedTraining(
        TrainingRequested request,
        RecipeSource source,
        Engine engine,
        Dataset dataset,
        List<Split> splits,
        @Nullable String snapshot,
        @Nullable String build,
        @Nullable String weights) {

    /** Creates a training of which nothing was frozen. */
    public PreparedTraining(
            TrainingRequested request, RecipeSource source, Engine engine, Dataset dataset, List<Split> splits) {
        this(request, source, engine, dataset, splits, null, null, null);
    }

    /** Splits {@code dataset} as the request demands. Nothing is frozen. */
    public static PreparedTraining of(TrainingRequested request, RecipeSource source, Engine engine, Dataset dataset) {
        List<Split> splits = request.folds() == null
                ? List.of(Splitter.split(dataset, request.seedOrDefault()))
                : Splitter.folds(dataset, request.folds(), request.seedOrDefault());
        return new PreparedTraining(request, source, engine, dataset, splits);
    }

    /** Returns the recipe. */
    public Recipe recipe() {
        return source.recipe();
    }

    /** Returns the trainer of one of the splits, from 0. */
    public FoldTrainer trainer(int split, BackboneFiles backbones) {
        NetworkFactory networks = new NetworkFactory(recipe(), engine, backbones, request.startsFromScratch(), weights);
        return new FoldTrainer(recipe(), networks, dataset, splits.get(split), request.seedOrDefault());
    }

    /** Returns the library that trains, with its version: ONNX Runtime for a classifier, whichever engine was named. */
    String trainedBy() {
        return recipe().classifier() == null
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
                String.valueOf(snapshot),
                String.valueOf(build),
                request.seedOrDefault())));
    }
}
