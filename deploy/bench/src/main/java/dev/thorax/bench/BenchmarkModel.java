package dev.thorax.bench;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.worker.recipe.Recipe;

/** A recipe's network with random weights, as the two files of a bundle and as open sessions with all processors. */
record BenchmarkModel(
        Recipe recipe, byte[] modelFile, byte[] gradcamFile, OnnxSessions runtime, OrtSession model, OrtSession gradcam)
        implements AutoCloseable {

    static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");

    static BenchmarkModel of(Recipe recipe, Path folder) throws Exception {
        Weights weights = Weights.random(recipe.architecture(), CLASSES.size(), 1);
        byte[] model = OnnxExporter.model(recipe.architecture(), weights, CLASSES.size());
        byte[] gradcam = OnnxExporter.gradcam(recipe.architecture(), weights, CLASSES.size());
        OnnxSessions runtime = new OnnxSessions(0);
        return new BenchmarkModel(
                recipe,
                model,
                gradcam,
                runtime,
                runtime.open(Files.write(folder.resolve("model.onnx"), model)),
                runtime.open(Files.write(folder.resolve("gradcam.onnx"), gradcam)));
    }

    /** Random pixels, uint8[size, H, W]. */
    OnnxTensor images(int size) throws OrtException {
        int height = recipe.input().height();
        int width = recipe.input().width();
        byte[] pixels = new byte[size * height * width];
        new Random(1).nextBytes(pixels);
        ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).rewind();
        return OnnxTensor.createTensor(
                runtime.environment(), direct, new long[] {size, height, width}, OnnxJavaType.UINT8);
    }

    OnnxTensor target() throws OrtException {
        return OnnxTensor.createTensor(runtime.environment(), LongBuffer.wrap(new long[] {2}), new long[] {1});
    }

    /** Seconds for one {@code run} of {@code session}, mean over {@code times}. */
    static double seconds(OrtSession session, Map<String, OnnxTensor> inputs, int times) throws OrtException {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            session.run(inputs).close();
        }
        return (System.nanoTime() - start) / 1e9 / times;
    }

    @Override
    public void close() throws OrtException {
        model.close();
        gradcam.close();
    }
}
