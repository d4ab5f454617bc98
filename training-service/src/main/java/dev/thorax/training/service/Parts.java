package dev.thorax.training.service;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thorax.storage.ObjectStore;
import dev.thorax.training.Engines;
import dev.thorax.training.TrainingJob;
import dev.thorax.training.backbone.BackboneFiles;
import dev.thorax.training.backbone.BackboneStore;
import dev.thorax.training.backbone.Download;
import dev.thorax.training.bundle.Bundles;
import dev.thorax.training.dataset.DatasetReader;
import dev.thorax.training.dataset.PixelCache;
import dev.thorax.training.engine.dl4j.Dl4jEngine;
import dev.thorax.training.engine.torch.TorchEngine;
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
        return new Engines(List.of(new Dl4jEngine(), new TorchEngine(0)), config.engine());
    }

    @Produces
    @Singleton
    PatientStore store(ObjectStore store) {
        return new PatientStore(store);
    }

    @Produces
    @Singleton
    TrainingJob job(Recipes recipes, Engines engines, PatientStore store, TrainingConfig config, Clock clock) {
        DatasetReader datasets =
                new DatasetReader(store, new PixelCache(config.data().resolve("scans"), clock));
        BackboneFiles backbones = new BackboneFiles(
                config.backbones(),
                BackboneStore.in(store),
                config.downloadBackbones() ? Optional.of(new Download()) : Optional.empty());
        return new TrainingJob(recipes, engines, backbones, datasets, new Bundles(store), clock);
    }
}
