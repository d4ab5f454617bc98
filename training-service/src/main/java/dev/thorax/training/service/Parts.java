package dev.thorax.training.service;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thorax.storage.ObjectStore;
import dev.thorax.training.Engines;
import dev.thorax.training.TrainingJob;
import dev.thorax.training.bundle.Bundles;
import dev.thorax.training.dataset.DatasetReader;
import dev.thorax.training.engine.dl4j.Dl4jEngine;
import dev.thorax.training.recipe.Recipes;
import dev.thorax.training.store.PatientStore;

/** Puts the parts of a training together. */
@ApplicationScoped
public class Parts {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Recipes recipes(TrainingConfig config) {
        return Recipes.load(config.recipes());
    }

    @Produces
    @Singleton
    Engines engines(TrainingConfig config) {
        return new Engines(List.of(new Dl4jEngine()), config.engine());
    }

    @Produces
    @Singleton
    PatientStore store(ObjectStore store) {
        return new PatientStore(store);
    }

    @Produces
    @Singleton
    TrainingJob job(Recipes recipes, Engines engines, PatientStore store, Clock clock) {
        // The other half is for weights, batches and the exported model.
        DatasetReader datasets = new DatasetReader(store, Runtime.getRuntime().maxMemory() / 2);
        return new TrainingJob(recipes, engines, datasets, new Bundles(store), clock);
    }
}
