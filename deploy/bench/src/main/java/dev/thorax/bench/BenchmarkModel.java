package dev.thorax.bench;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.onnx.GradCamSession;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.worker.recipe.Recipe;

/** Holds the network of a recipe with random weights, as the two files of a bundle and as open sessions with all processors. */
record BenchmarkModel(Recipe recipe, byte[] modelFile, ScoringSession model, GradCamSession gradcam)
        implements AutoCloseable {

    static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");

    static BenchmarkModel of(Recipe recipe) {
        Weights weights = Weights.random(recipe.architecture(), CLASSES.size(), 1);
        byte[] model = OnnxExporter.model(recipe.architecture(), weights, CLASSES.size());
        byte[] gradcam = OnnxExporter.gradcam(recipe.architecture(), weights, CLASSES.size());
        OnnxSessions sessions = new OnnxSessions(0);
        return new BenchmarkModel(
                recipe,
                model,
                ScoringSession.open(sessions, model, recipe.input(), CLASSES.size()),
                GradCamSession.open(sessions, gradcam, recipe.input(), CLASSES.size()));
    }

    /** Returns random pixels, uint8[size, H, W]. */
    ByteBuffer images(int size) {
        byte[] pixels = new byte[size * recipe.input().height() * recipe.input().width()];
        new Random(1).nextBytes(pixels);
        return ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    }

    /** Returns the seconds that one {@code run} takes, mean over {@code times}. */
    static double seconds(Runnable run, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            run.run();
        }
        return (System.nanoTime() - start) / 1e9 / times;
    }

    @Override
    public void close() {
        model.close();
        gradcam.close();
    }
}
