package dev.thorax.training;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import dev.thorax.events.EventJson;
import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingProgress.State;
import dev.thorax.events.TrainingRequested;
import dev.thorax.model.Manifest;
import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.augment.BatchMaker;
import dev.thorax.training.backbone.BackboneFiles;
import dev.thorax.training.bundle.BundleFiles;
import dev.thorax.training.bundle.Bundles;
import dev.thorax.training.bundle.ModelCheck;
import dev.thorax.training.bundle.Sha256;
import dev.thorax.training.bundle.StoredManifest;
import dev.thorax.training.checkpoint.Checkpoints;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.DatasetReader;
import dev.thorax.training.dataset.Split;
import dev.thorax.training.dataset.Splitter;
import dev.thorax.training.engine.Batch;
import dev.thorax.training.engine.Engine;
import dev.thorax.training.engine.Network;
import dev.thorax.training.evaluation.Evaluation;
import dev.thorax.training.evaluation.Fold;
import dev.thorax.training.evaluation.Predictions;
import dev.thorax.training.evaluation.Temperature;
import dev.thorax.training.export.OnnxExporter;
import dev.thorax.training.fitting.Fitting;
import dev.thorax.training.fitting.Scorer;
import dev.thorax.training.recipe.Recipe;
import dev.thorax.training.recipe.RecipeSource;
import dev.thorax.training.recipe.Recipes;

/** One training: data set, split, epochs, evaluation, export, proof, bundle. */
public final class TrainingJob {
    private static final int CHECKED_SCANS = 32;
    /** A small validation part in which everything is right would ask for certainty without end. */
    private static final double COLDEST = 0.5;

    private final Recipes recipes;
    private final Engines engines;
    private final BackboneFiles backbones;
    private final DatasetReader datasets;
    private final Bundles bundles;
    private final Checkpoints checkpoints;
    private final Clock clock;

    /** A job that takes its parts from these; it keeps no state between runs but its checkpoints. */
    public TrainingJob(
            Recipes recipes,
            Engines engines,
            BackboneFiles backbones,
            DatasetReader datasets,
            Bundles bundles,
            Checkpoints checkpoints,
            Clock clock) {
        this.recipes = recipes;
        this.engines = engines;
        this.backbones = backbones;
        this.datasets = datasets;
        this.bundles = bundles;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /**
     * Trains what was asked for; if its bundle is there already, only says so again.
     *
     * @param listener is told of each epoch and change of state but the last
     * @throws dev.thorax.training.problem.CannotTrain with a sentence, if it can never succeed
     * @throws InterruptedException if the thread was asked to end
     */
    public Outcome run(TrainingRequested request, Consumer<TrainingProgress> listener) throws InterruptedException {
        RecipeSource source = recipes.get(request.recipe());
        Engine engine = engines.get(request.engine());
        StoredManifest bundle =
                bundles.find(source.recipe().name(), request.trainingId()).orElse(null);
        return outcome(request, bundle == null ? train(request, source, engine, listener) : bundle, source.recipe());
    }

    private StoredManifest train(
            TrainingRequested request, RecipeSource source, Engine engine, Consumer<TrainingProgress> listener)
            throws InterruptedException {
        Recipe recipe = source.recipe();
        long seed = request.seed() == null ? 1 : request.seed();
        Reporter reporter = new Reporter(request.trainingId(), recipe.name(), recipe.epochs(), clock, listener);

        reporter.running("Reading data set " + request.dataset() + ".");
        Dataset dataset = datasets.read(request.dataset(), recipe.input());
        Split split = Splitter.split(dataset, seed);
        float[] classWeights = recipe.classWeights().of(dataset.counts(split.training()));
        reporter.running("Training on " + split.training().length + " of "
                + dataset.scans().size() + " scans.");
        NetworkStart start = new NetworkStart(recipe, engine, backbones, false);
        Architecture architecture = start.architecture(dataset, split.training());
        try (Network network = start.create(architecture, dataset.classes().size(), seed, classWeights)) {
            new Fitting(recipe, dataset, split, classWeights, seed)
                    .run(
                            network,
                            reporter,
                            checkpoints.of(request.trainingId(), fingerprint(source, engine, dataset, split, seed)));

            reporter.evaluating("Scoring " + split.test().length + " scans of held-out patients.");
            Scorer scorer = new Scorer(dataset);
            Temperature temperature =
                    Temperature.fit(scorer.predict(network, split.validation())).atLeast(COLDEST);
            Evaluation test =
                    Evaluation.of(List.of(new Fold(scorer.predict(network, split.test()), temperature)), seed);
            BundleFiles files = export(architecture, dataset, split, network, temperature);
            TrainingReport report = new TrainingReport(test, reporter.history());
            return bundles.write(manifest(request, source, engine, dataset, split, report, files), files);
        }
    }

    /** Of all that decides how the fitting goes. */
    private static String fingerprint(RecipeSource source, Engine engine, Dataset dataset, Split split, long seed) {
        return Sha256.of(EventJson.write(List.of(
                source.yaml(), engine.name(), engine.version(), dataset.digest(), split.scanIds(dataset), seed)));
    }

    private static BundleFiles export(
            Architecture architecture, Dataset dataset, Split split, Network network, Temperature temperature) {
        int classes = dataset.classes().size();
        byte[] model = OnnxExporter.model(architecture, network.weights(), classes, temperature.value());
        byte[] gradcam = OnnxExporter.gradcam(architecture, network.weights(), classes, temperature.value());
        int[] some = Arrays.copyOf(split.validation(), Math.min(CHECKED_SCANS, split.validation().length));
        Batch batch = new BatchMaker(dataset, some.length, null).make(some, 0, 0);
        Predictions expected = temperature.apply(new Scorer(dataset).predict(network, some));
        ModelCheck.check(model, dataset.input(), batch, expected.probabilities());
        return new BundleFiles(model, gradcam);
    }

    private Manifest manifest(
            TrainingRequested request,
            RecipeSource source,
            Engine engine,
            Dataset dataset,
            Split split,
            TrainingReport report,
            BundleFiles files) {
        return new Manifest(
                source.recipe().name(),
                request.trainingId(),
                dataset.classes(),
                source.recipe().input(),
                source.yaml(),
                engine.name() + " " + engine.version(),
                request.seed() == null ? 1 : request.seed(),
                clock.instant(),
                new Manifest.Data(dataset.name(), dataset.digest(), dataset.counts(), split.scanIds(dataset)),
                report.toMap(),
                files.digests());
    }

    private Outcome outcome(TrainingRequested request, StoredManifest stored, Recipe recipe) {
        Manifest manifest = stored.manifest();
        TrainingReport report = TrainingReport.fromMap(manifest.evaluation());
        String message = "Version " + manifest.version() + " of " + manifest.model() + " is trained: "
                + report.sentence()
                + (request.slot() == null ? "; it serves nowhere yet." : ".");
        TrainingProgress progress = Reporter.progress(
                request.trainingId(), State.DONE, recipe.name(), report.lastEpoch(), recipe.epochs(), message, clock);
        return new Outcome(progress, null);
    }
}
