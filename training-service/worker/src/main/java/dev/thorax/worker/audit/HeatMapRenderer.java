package dev.thorax.worker.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.thorax.imaging.HeatMap;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.Dataset;

/** Draws the heat maps of some scans. */
public final class HeatMapRenderer {
    private static final int BATCH = 16;

    private final OnnxSessions sessions = new OnnxSessions(0);
    private final Dataset dataset;
    private final int[] scans;
    private final long[] classes;

    /**
     * Draws the maps of {@code scans}.
     *
     * @param classes for which class each, int64[scans.length]
     */
    public HeatMapRenderer(Dataset dataset, int[] scans, long[] classes) {
        this.dataset = dataset;
        this.scans = scans;
        this.classes = classes;
    }

    /**
     * One map a scan.
     *
     * @throws TrainingException if ONNX Runtime cannot run {@code gradcam}
     */
    public List<HeatMap> by(byte[] gradcam) {
        try (OrtSession session = open(gradcam)) {
            List<HeatMap> maps = new ArrayList<>(scans.length);
            for (int from = 0; from < scans.length; from += BATCH) {
                maps.addAll(run(session, from, Math.min(scans.length, from + BATCH)));
            }
            return maps;
        } catch (OrtException e) {
            TrainingException unusable = new TrainingException("The exported heat maps do not run in ONNX Runtime: "
                    + e.getMessage() + "; this is a fault of the exporter, please report it.");
            unusable.initCause(e);
            throw unusable;
        }
    }

    private OrtSession open(byte[] gradcam) {
        try {
            Path file = Files.createTempFile("thorax-gradcam", ".onnx");
            try {
                return sessions.open(Files.write(file, gradcam));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No temporary file can be written for the heat maps; make room on the disk.", e);
        }
    }

    private List<HeatMap> run(OrtSession session, int from, int to) throws OrtException {
        long[] shape = {to - from, dataset.input().height(), dataset.input().width()};
        OrtEnvironment environment = sessions.environment();
        try (OnnxTensor images = OnnxTensor.createTensor(environment, pixels(from, to), shape, OnnxJavaType.UINT8);
                OnnxTensor wanted = OnnxTensor.createTensor(
                        environment, LongBuffer.wrap(classes, from, to - from), new long[] {to - from});
                OrtSession.Result result = session.run(Map.of("image", images, "class", wanted))) {
            float[][][] heat = (float[][][]) result.get("heatmap").orElseThrow().getValue();
            return Arrays.stream(heat).map(HeatMapRenderer::map).toList();
        }
    }

    private ByteBuffer pixels(int from, int to) {
        int size = dataset.input().height() * dataset.input().width();
        ByteBuffer pixels = ByteBuffer.allocateDirect((to - from) * size);
        for (int i = from; i < to; i++) {
            pixels.put(dataset.pixels().get(scans[i]));
        }
        return pixels.flip();
    }

    private static HeatMap map(float[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int y = 0; y < rows.length; y++) {
            System.arraycopy(rows[y], 0, values, y * rows[y].length, rows[y].length);
        }
        return new HeatMap(rows.length, rows[0].length, values);
    }
}
