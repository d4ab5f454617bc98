package dev.thorax.worker.job;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.BackboneWeights;
import dev.thorax.network.engine.Engine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.backbone.BackboneFile;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.recipe.Recipe;

/** Creates the networks of a training: the recipe's layers with the weights of its backbone, if it has one. */
final class NetworkFactory {
    private final Recipe recipe;
    private final Engine engine;
    private final BackboneFiles backbones;
    private final boolean fromScratch;
    private final @Nullable String weights;

    /**
     * Creates networks of {@code recipe}.
     *
     * @param fromScratch whether the backbone's weights are random as well; then none of its layers is frozen
     * @param weights SHA-256 that the weights file must have, or null for any that may be used
     */
    NetworkFactory(
            Recipe recipe, Engine engine, BackboneFiles backbones, boolean fromScratch, @Nullable String weights) {
        this.recipe = recipe;
        this.engine = engine;
        this.backbones = backbones;
        this.fromScratch = fromScratch;
        this.weights = weights;
    }

    /** Returns the architecture for training scans of that data set. */
    Architecture architecture(Dataset dataset, int[] training) {
        return recipe.architecture(recipe.centre() ? dataset.mean(training) : 0);
    }

    /**
     * Creates a network before its first step.
     *
     * @throws dev.thorax.worker.TrainingException if its backbone's weights are not found or do not fit
     * @throws InterruptedException if the thread was interrupted while they were fetched
     */
    EngineNetwork create(Architecture architecture, int classes, long seed, float[] classWeights)
            throws InterruptedException {
        boolean pretrained = recipe.backbone() != null && !fromScratch;
        Set<String> frozen = pretrained ? recipe.frozen() : Set.of();
        EngineNetwork network = engine.create(
                architecture, classes, new TrainingSettings(recipe.learningRate(), seed, classWeights, frozen));
        if (pretrained) {
            try {
                network.load(network.weights().with(published()));
            } catch (InterruptedException | RuntimeException e) {
                network.close();
                throw e;
            }
        }
        return network;
    }

    /**
     * Returns the weights of layers that are not trained, for a classifier on their output.
     *
     * @throws TrainingException with a sentence, if they are not found, do not fit, or should be random
     * @throws InterruptedException if the thread was interrupted while they were fetched
     */
    Weights fixedWeights() throws InterruptedException {
        if (recipe.backbone() == null || fromScratch) {
            throw new TrainingException(
                    "Recipe " + recipe.name() + " fits a classifier to the features of a trained network, and "
                            + (fromScratch
                                    ? "random weights see nothing; ask for it without fromScratch."
                                    : "it names no backbone; add one."));
        }
        return published();
    }

    private Weights published() throws InterruptedException {
        Backbone backbone = recipe.backbone().get();
        BackboneFile file = backbones.find(backbone);
        if (weights != null && !weights.equals(file.sha256())) {
            throw new TrainingException("The weights file " + file.path() + " has the SHA-256 " + file.sha256()
                    + ", and the training began with " + weights
                    + "; give all replicas the same file, and ask for the training under another id.");
        }
        return BackboneWeights.read(backbone, file.path());
    }
}
