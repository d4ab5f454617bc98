package dev.thorax.worker.segmentation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.evaluation.MaskEvaluation;
import dev.thorax.evaluation.MaskScore;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Engine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.MaskSession;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.LungFinder;
import dev.thorax.onnx.lungs.LungSearch;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.augment.Batches;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.Fitting;
import dev.thorax.worker.fitting.FittingListener;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.recipe.Recipe;

/** Trains a lung finder on one split: fits the network, exports it as ONNX, verifies the export and scores held-out patients by it. */
public final class SegmentationTrainer {
    /** By how much a probability of the exported network may differ. */
    private static final double TOLERANCE = 1e-3;

    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final Recipe recipe;
    private final Engine engine;
    private final MaskedDataset data;
    private final Split split;
    private final long seed;

    /** Trains on {@code split} of {@code data}. */
    public SegmentationTrainer(Recipe recipe, Engine engine, MaskedDataset data, Split split, long seed) {
        this.recipe = recipe;
        this.engine = engine;
        this.data = data;
        this.split = split;
        this.seed = seed;
    }

    /**
     * Trains and scores.
     *
     * @throws TrainingException with a sentence, if it can never succeed
     * @throws InterruptedException if the thread was interrupted
     */
    public SegmentationResult run(FittingListener listener, SnapshotStore snapshots) throws InterruptedException {
        double mean = recipe.centre() ? data.dataset().mean(split.training()) : 0;
        Architecture architecture = recipe.architecture(mean);
        SegmentationTask task = new SegmentationTask(recipe, data, split, architecture.mask());
        List<EpochReport> history = new ArrayList<>();
        TrainingSettings settings = new TrainingSettings(recipe.learningRate(), seed, new float[] {1});
        try (EngineNetwork network = engine.create(architecture, 1, settings)) {
            new Fitting(recipe, task, seed).run(network, new Recording(listener, history), snapshots);
            byte[] lungs = OnnxExporter.mask(architecture, network.weights());
            return new SegmentationResult(evaluate(network, task, lungs), history, lungs);
        }
    }

    private MaskEvaluation evaluate(EngineNetwork network, SegmentationTask task, byte[] lungs) {
        InputSpec input = data.dataset().input();
        try (MaskSession session = MaskSession.open(new OnnxSessions(0), lungs, input)) {
            List<MaskScore> scores = new ArrayList<>();
            Batches batches = task.unvaried();
            double nanos = 0;
            for (int b = 0; b < batches.batches(split.test().length); b++) {
                Batch batch = batches.make(split.test(), b, 0);
                verify(session.masks(direct(batch.images()), batch.size()).values(), network.predict(batch));
                for (int i = 0; i < batch.size(); i++) {
                    long start = System.nanoTime();
                    scores.add(score(session, task, batch, i, scores.size()));
                    nanos += System.nanoTime() - start;
                }
            }
            List<String> patients = Arrays.stream(split.test())
                    .mapToObj(scan -> data.dataset().scans().get(scan).patient())
                    .toList();
            return MaskEvaluation.of(scores, patients, nanos / scores.size() / NANOS_PER_MILLISECOND, seed);
        } catch (BrokenBundleException | ModelRunException e) {
            throw new TrainingException(
                    "The exported lung finder does not run in ONNX Runtime: " + e.getMessage()
                            + "; this is a fault of the exporter, please report it.",
                    e);
        }
    }

    private MaskScore score(MaskSession session, SegmentationTask task, Batch batch, int image, int number) {
        InputSpec input = data.dataset().input();
        int pixels = input.height() * input.width();
        byte[] one = Arrays.copyOfRange(batch.images(), image * pixels, (image + 1) * pixels);
        MaskSession.Masks drawn = session.masks(direct(one), 1);
        LabelledScan scan = data.dataset().scans().get(split.test()[number]);
        int width = scan.metadata() == null ? input.width() : scan.metadata().width();
        int height = scan.metadata() == null ? input.height() : scan.metadata().height();
        LungSearch search = LungFinder.judge(drawn.values()[0], drawn.height(), drawn.width(), width, height);
        String notFound =
                search instanceof LungSearch.NotFound none ? none.reason().name() : null;
        return MaskScore.of(scan.scanId(), drawn.values()[0], task.truth(batch, image), notFound);
    }

    private static void verify(float[][] exported, float[][] trained) {
        double worst = 0;
        for (int i = 0; i < exported.length; i++) {
            for (int p = 0; p < exported[i].length; p++) {
                worst = Math.max(worst, Math.abs(exported[i][p] - trained[i][p]));
            }
        }
        if (!(worst <= TOLERANCE)) {
            throw new TrainingException("The exported lung finder differs from the trained network by " + worst
                    + " in a probability, more than " + TOLERANCE
                    + ", so it is not used; this is a fault of the exporter, please report it.");
        }
    }

    private static ByteBuffer direct(byte[] images) {
        return ByteBuffer.allocateDirect(images.length).put(images).flip();
    }

    /** Passes progress on and keeps the epochs. */
    private record Recording(FittingListener listener, List<EpochReport> history) implements FittingListener {
        @Override
        public void resumed(List<EpochReport> done) {
            history.addAll(done);
            listener.resumed(done);
        }

        @Override
        public void fitted(int epoch, int done, int images) {
            listener.fitted(epoch, done, images);
        }

        @Override
        public void epoch(EpochReport report) {
            history.add(report);
            listener.epoch(report);
        }
    }
}
