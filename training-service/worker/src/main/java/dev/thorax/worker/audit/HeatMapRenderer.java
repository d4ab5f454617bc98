package dev.thorax.worker.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.GradCamSession;
import dev.thorax.onnx.GradCamSession.GradCamResult;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.Dataset;

/** Renders the heat maps of some scans. */
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
        try (GradCamSession session = GradCamSession.open(
                sessions, gradcam, dataset.input(), dataset.classes().size())) {
            List<HeatMap> maps = new ArrayList<>(scans.length);
            for (int from = 0; from < scans.length; from += BATCH) {
                maps.addAll(run(session, from, Math.min(scans.length, from + BATCH)));
            }
            return maps;
        } catch (BrokenBundleException | ModelRunException e) {
            TrainingException unusable = new TrainingException("The exported heat maps do not run in ONNX Runtime: "
                    + e.getMessage() + "; this is a fault of the exporter, please report it.");
            unusable.initCause(e);
            throw unusable;
        }
    }

    private List<HeatMap> run(GradCamSession session, int from, int to) {
        GradCamResult result = session.explain(pixels(from, to), Arrays.copyOfRange(classes, from, to));
        return Arrays.stream(result.heatMaps())
                .map(values -> new HeatMap(result.height(), result.width(), values))
                .toList();
    }

    private ByteBuffer pixels(int from, int to) {
        int size = dataset.input().height() * dataset.input().width();
        ByteBuffer pixels = ByteBuffer.allocateDirect((to - from) * size);
        for (int i = from; i < to; i++) {
            pixels.put(dataset.pixels().get(scans[i]));
        }
        return pixels.flip();
    }
}
