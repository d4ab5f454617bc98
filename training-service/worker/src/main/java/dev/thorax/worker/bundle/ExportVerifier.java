package dev.thorax.worker.bundle;

import java.nio.ByteBuffer;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.network.engine.Batch;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoredImages;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.worker.TrainingException;

/** Verifies that ONNX Runtime gives the probabilities of the engine, and the distances of the worker, for the same images. */
public final class ExportVerifier {
    /** By how much a probability may differ. */
    public static final double TOLERANCE = 1e-4;

    /** By how much a distance may differ, as a share of the distance or of 1, whichever is more. */
    private static final double DISTANCE_TOLERANCE = 2e-3;

    private ExportVerifier() {}

    /**
     * Runs {@code model} on the images of {@code batch}.
     *
     * @param model {@code model.onnx}
     * @param expected the engine's probabilities of the same images: float[N][C]
     * @throws TrainingException if one differs by more than {@link #TOLERANCE}, or the model does not run
     */
    public static void check(byte[] model, InputSpec input, Batch batch, float[][] expected) {
        checkProbabilities(run(model, input, batch, expected[0].length, false), expected);
    }

    /**
     * Runs {@code model} with its gate on the images of {@code batch}.
     *
     * @param model {@code model.onnx}
     * @param expected the engine's probabilities of the same images: float[N][C]
     * @param distances the distances of the same images: float64[N][2]
     * @throws TrainingException if a probability differs by more than {@link #TOLERANCE}, a distance by more than 0.2 %, or the model
     *     does not run
     */
    public static void check(byte[] model, InputSpec input, Batch batch, float[][] expected, double[][] distances) {
        ScoredImages scored = run(model, input, batch, expected[0].length, true);
        checkProbabilities(scored, expected);
        for (int i = 0; i < distances.length; i++) {
            for (int d = 0; d < distances[i].length; d++) {
                double difference = Math.abs(scored.distances()[i][d] - distances[i][d]);
                if (!(difference <= DISTANCE_TOLERANCE * Math.max(1, distances[i][d]))) {
                    throw new TrainingException("The exported model measures a distance of "
                            + scored.distances()[i][d] + " from the training scans instead of " + distances[i][d]
                            + ", so it is not served; this is a fault of the exporter, please report it.");
                }
            }
        }
    }

    private static void checkProbabilities(ScoredImages scored, float[][] expected) {
        double worst = worst(scored.probabilities(), expected);
        if (!(worst <= TOLERANCE)) {
            throw new TrainingException("The exported model differs from the trained network by " + worst
                    + " in a probability, more than " + TOLERANCE
                    + ", so it is not served; this is a fault of the exporter, please report it.");
        }
    }

    private static ScoredImages run(byte[] model, InputSpec input, Batch batch, int classes, boolean gated) {
        ByteBuffer images = ByteBuffer.allocateDirect(batch.images().length).put(batch.images());
        try (ScoringSession session = ScoringSession.open(new OnnxSessions(0), model, input, classes, gated)) {
            return session.scoreAndMeasure(images.flip(), batch.size());
        } catch (BrokenBundleException | ModelRunException e) {
            TrainingException unusable =
                    new TrainingException("The exported model does not run in ONNX Runtime, so it is not served: "
                            + e.getMessage() + "; this is a fault of the exporter, please report it.");
            unusable.initCause(e);
            throw unusable;
        }
    }

    private static double worst(float[][] actual, float[][] expected) {
        double worst = actual.length == expected.length ? 0 : Double.NaN;
        for (int i = 0; i < actual.length; i++) {
            for (int c = 0; c < actual[i].length; c++) {
                double difference = Math.abs((double) actual[i][c] - expected[i][c]);
                worst = difference <= worst || Double.isNaN(worst) ? worst : difference;
            }
        }
        return worst;
    }
}
